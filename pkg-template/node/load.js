// Node has a file system: the module is read when it is first needed.
import { readFileSync } from 'node:fs';
import { provideAsyncHooks } from '../js/host.js';
import { provide } from '../js/instance.js';

provide(() => new WebAssembly.Module(readFileSync(new URL('../tracehop.wasm', import.meta.url))));
// Before 20.16 nothing gives a built-in module without an import.
if (process.getBuiltinModule === undefined) provideAsyncHooks(import('node:async_hooks'));
