// Node has a file system: the module is read when it is first needed.
import { readFileSync } from 'node:fs';
import { provideAsyncHooks } from '../js/host.js';
import { provide } from '../js/instance.js';

provide(() => new WebAssembly.Module(readFileSync(new URL('../tracehop.wasm', import.meta.url))));
provideAsyncHooks(() => import('node:async_hooks'));
