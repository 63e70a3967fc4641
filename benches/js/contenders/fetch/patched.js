// What a library that patches the global fetch makes of ours. Afterwards the global is as before, for the next one.
import { answer } from './answer.js';

export function patched(install) {
  const before = globalThis.fetch;
  globalThis.fetch = answer;
  install();
  const traced = globalThis.fetch;
  globalThis.fetch = before;
  if (traced === answer) throw new Error('the global fetch was not patched');
  return traced;
}
