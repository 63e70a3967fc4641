import './load-traceparent.js';
export * from './apart/tracestate.js';
