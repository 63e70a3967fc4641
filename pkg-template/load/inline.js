// What a page needs to trace its calls. The rest comes with the files that need it: apart/js/lists.js and beyond.js.
import { WHOLE, provide } from './apart/js/wasm/instance.js';
import { compile } from './compile.js';

const text = '__WASM_TEXT__';

provide(WHOLE, () => compile(text));
