import './load-headers.js';
export * from '../tracestate.js';
