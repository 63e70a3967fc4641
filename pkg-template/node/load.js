// Node has a file system: the module is read when it is first needed. A bundle has left the file behind, so it has the text.
import { readFileSync } from 'node:fs';
import { compile } from '../inline/compile.js';
import { provideAsyncHooks } from '../js/host.js';
import { WHOLE, provide } from '../js/instance.js';
import { text } from './whole.js';

provide(WHOLE, () => {
  let bytes;
  try {
    bytes = readFileSync(new URL('../tracehop.wasm', import.meta.url));
  } catch {
    return compile(text);
  }
  return new WebAssembly.Module(bytes);
}, new TextEncoder());
// Before 20.16 nothing gives a built-in module without an import.
if (process.getBuiltinModule === undefined) provideAsyncHooks(import('node:async_hooks'));
