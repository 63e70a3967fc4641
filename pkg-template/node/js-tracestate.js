import './without-wasm.js';
export * from './tracestate.js';
