import { readFile } from 'node:fs/promises';
import { makeInit } from '../slim/init.js';
import './prepare.js';
import './async-hooks.js';
export * from '../names/index.js';

export const init = makeInit(() => readFile(new URL('../tracehop.wasm', import.meta.url)), new TextEncoder());
