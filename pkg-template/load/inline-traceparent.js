// The smallest module as text: what reads and makes a traceparent. "tracehop/tracestate" adds what reads a list.
import { TRACEPARENT, provide } from '../parts/js/wasm/instance.js';
import { compile } from './compile.js';

const text = '__WASM_TEXT__';

provide(TRACEPARENT, () => compile(text));
