// What "tracehop/traceparent" needs of the module, and no more.
import { TRACEPARENT, provide } from '../js/instance.js';
import { compile } from './compile.js';

const base64 = '__WASM_BASE64__';

provide(TRACEPARENT, () => compile(base64));
