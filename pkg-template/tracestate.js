export * from './inline/tracestate.js';
