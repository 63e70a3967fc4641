import './load.js';
export * from '../tracestate.js';
