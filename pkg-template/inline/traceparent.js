import './load-traceparent.js';
export * from './apart/names/traceparent.js';
