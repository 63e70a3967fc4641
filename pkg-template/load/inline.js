// A page's module as text. It has what a page needs to trace its calls; the rest of the Rust side is text in
// parts/js/wasm, which a bundler takes along only with the files that need it.
import { WHOLE, provide } from '../parts/js/wasm/instance.js';
import { compile } from './compile.js';

const text = '__WASM_TEXT__';

provide(WHOLE, () => compile(text));
