import './load-traceparent.js';
export * from '../traceparent.js';
