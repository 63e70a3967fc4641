export * from './inline/traceparent.js';
