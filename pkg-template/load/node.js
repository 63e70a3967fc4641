// Node has a file system: the module is read when it is first needed. A bundle has left the file behind, so it has the
// text.
import { readFileSync } from 'node:fs';
import { compile } from './compile.js';
import { encode } from '../js/wasm/encode.js';
import { WHOLE, provide } from '../js/wasm/instance.js';
import './node-async-hooks.js';
import { text } from './node-module-text.js';

provide(
  WHOLE,
  () => {
    let bytes;
    try {
      bytes = readFileSync(new URL('../tracehop.wasm', import.meta.url));
    } catch {
      return compile(text);
    }
    return new WebAssembly.Module(bytes);
  },
  encode,
);
