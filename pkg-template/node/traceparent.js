import './async-hooks.js';
import './load-traceparent.js';
// Not used here: with it, all that is about headers is one chunk. See xtask/src/package.rs.
import '../js/tracestate.js';
export * from '../names/traceparent.js';
