import './without-wasm.js';
export * from './traceparent.js';
