import './prepare.js';
import './async-hooks.js';
import '../without-wasm/load.js';
// Not used here: with them, all that is about headers is one chunk. See xtask/src/package.rs.
import '../js/traceparent.js';
import '../js/tracestate.js';
