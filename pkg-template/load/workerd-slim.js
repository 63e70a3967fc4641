// The same where the module is an import of the worker.
import module from '../tracehop.wasm';
import { makeInit } from './slim-init.js';
import './server.js';
import './workerd-async-hooks.js';

export const init = makeInit(() => module);
