// The Rust side as JavaScript, for pages whose policy forbids WebAssembly: the build translates it to core.js.
import { TRANSLATED, provide } from '../js/wasm/instance.js';
import { instantiate } from './core.js';

provide(TRANSLATED, instantiate);
