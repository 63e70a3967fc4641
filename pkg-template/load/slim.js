// The program loads the module when it likes: by default the file beside the package, by its address.
import { makeInit } from './slim-init.js';

export const init = makeInit(() => new URL('../tracehop.wasm', import.meta.url));
