import './async-hooks.js';
import './load-traceparent.js';
// Not used here: with it, all that is about headers is one chunk. See xtask/src/build/package.rs.
import '../js/headers/tracestate.js';
export * from '../names/traceparent.js';
