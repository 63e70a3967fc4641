import { makeInit } from './init.js';
export * from '../index.js';

export const init = makeInit(() => new URL('../tracehop.wasm', import.meta.url));
