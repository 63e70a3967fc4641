import './prepare.js';
import './async-hooks.js';
export * from '../without-wasm/index.js';
