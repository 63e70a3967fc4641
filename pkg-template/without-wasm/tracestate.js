import './load.js';
export * from '../names/tracestate.js';
