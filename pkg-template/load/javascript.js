// No WebAssembly: the build has translated the Rust side to JavaScript, for pages whose policy forbids the other.
import { TRANSLATED, provide } from '../js/wasm/instance.js';
// @ts-expect-error The build writes this file.
import { instantiate } from './core.js';

provide(TRANSLATED, instantiate);
