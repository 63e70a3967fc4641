// What "tracehop/tracestate" needs of the module, beside what "tracehop/traceparent" does.
import { HEADERS, provide } from '../js/instance.js';
import { compile } from './compile.js';

const base64 = '__WASM_BASE64__';

provide(HEADERS, () => compile(base64));
