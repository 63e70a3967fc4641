// What "tracehop/traceparent" needs of the module, and no more. A module this small is sooner there as text than as a
// file.
import { encode } from '../js/wasm/encode.js';
import { TRACEPARENT, provide } from '../js/wasm/instance.js';
import './node-async-hooks.js';

const text = '__WASM_BASE64__';

provide(TRACEPARENT, () => new WebAssembly.Module(Buffer.from(text, 'base64')), encode);
