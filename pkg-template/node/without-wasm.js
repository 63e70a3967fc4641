import './adopt.js';
import './async-hooks.js';
import '../without-wasm/load.js';
