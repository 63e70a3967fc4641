// What "tracehop/traceparent" needs of the module, and no more; "tracehop/tracestate" adds what reads a list.
import { TRACEPARENT, provide } from './apart/js/wasm/instance.js';
import { compile } from './compile.js';

const text = '__WASM_TEXT__';

provide(TRACEPARENT, () => compile(text));
