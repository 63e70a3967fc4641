import { makeInit } from './init.js';
export * from '../names/index.js';

export const init = makeInit(() => new URL('../tracehop.wasm', import.meta.url));
