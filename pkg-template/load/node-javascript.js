import './prepare.js';
import './async-hooks.js';
import '../without-wasm/load.js';
// Not used here: with them, all that is about headers is one chunk. See xtask/src/build/package.rs.
import '../js/headers/traceparent.js';
import '../js/headers/tracestate.js';
