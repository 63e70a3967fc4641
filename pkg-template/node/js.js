import './without-wasm.js';
export * from './index.js';
