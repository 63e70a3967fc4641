import module from '../tracehop.wasm';
import { makeInit } from '../slim/init.js';
import './prepare.js';
import './async-hooks.js';
export * from '../names/index.js';

export const init = makeInit(() => module);
