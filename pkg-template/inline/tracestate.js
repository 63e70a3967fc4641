import './load-traceparent.js';
export * from './apart/names/tracestate.js';
