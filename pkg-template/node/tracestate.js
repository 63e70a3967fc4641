import './load.js';
// Not used here: with it, all that is about headers is one chunk. See xtask/src/package.rs.
import '../js/traceparent.js';
export * from '../names/tracestate.js';
