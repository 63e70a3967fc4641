import './load-traceparent.js';
export * from './apart/traceparent.js';
