// The same where the module is a file to read.
import { readFile } from 'node:fs/promises';
import { encode } from '../js/wasm/encode.js';
import { makeInit } from './slim-init.js';
import './server.js';
import './node-undici.js';
import './node-async-hooks.js';

export const init = makeInit(() => readFile(new URL('../tracehop.wasm', import.meta.url)), encode);
