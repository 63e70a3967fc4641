// The global fetch, which not every host and every page lets anybody assign.

import { report } from '../host/host.js';

/**
 * Puts a fetch in the place of the global one, by assignment or else by a new property. Where neither is possible, the
 * console is told. Returns what puts another one back, with the property that was there if it is the one from before.
 */
export function replaceFetch(original, traced) {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  if (assign(original, traced)) return (fetch) => void assign(traced, fetch);
  const property = { value: traced, writable: true, enumerable: true, configurable: true };
  if (!Reflect.defineProperty(globalThis, 'fetch', property)) {
    report('instrumentFetch', new TypeError('the global fetch cannot be replaced here, so its calls are not traced'));
  }
  return (fetch) => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'fetch');
    else Reflect.defineProperty(globalThis, 'fetch', fetch === original ? before : { ...property, value: fetch });
  };
}

/** Whether an assignment puts another fetch in the place of this one. A setter may wrap it, or drop it. */
function assign(from, to) {
  try {
    globalThis.fetch = to;
  } catch {
    return false;
  }
  return globalThis.fetch !== from;
}
