import './load.js';
// Not used here: with it, all that is about headers is one chunk. See xtask/src/build/package.rs.
import '../js/headers/traceparent.js';
export * from '../names/tracestate.js';
