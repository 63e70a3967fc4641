// What "tracehop/traceparent" needs of the module, and no more.
import { TRACEPARENT, provide } from '../js/instance.js';
import { compile } from './compile.js';

const text = "__WASM_TEXT__";

provide(TRACEPARENT, () => compile(text));
