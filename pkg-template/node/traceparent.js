import './load-traceparent.js';
// Not used here: so that all that is about headers becomes one chunk. See xtask/src/package.rs.
import '../js/tracestate.js';
export * from '../traceparent.js';
