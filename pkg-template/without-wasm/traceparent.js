import './load.js';
export * from '../traceparent.js';
