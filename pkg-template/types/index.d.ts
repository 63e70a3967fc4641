/**
 * Trace context for the web's edge: continue or start a trace, carry it through `fetch` and handlers, and write its ids
 * on every log line. Import and use it: there is nothing to initialise.
 *
 * @module
 */

export * from './context.js';
export * from './ambient.js';
export * from './sampling.js';
export * from './record.js';
export * from './lines.js';
export * from './configure.js';
export * from './span.js';
export * from './fetch.js';
export * from './fetch-features.js';
export * from './action.js';
export * from './handler.js';
export * from './stats.js';
