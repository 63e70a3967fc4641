import './load.js';
export * from '../names/traceparent.js';
