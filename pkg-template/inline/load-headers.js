// What "tracehop/tracestate" needs of the module, beside what "tracehop/traceparent" does.
import { HEADERS, provide } from '../js/instance.js';
import { compile } from './compile.js';

const text = "__WASM_TEXT__";

provide(HEADERS, () => compile(text));
