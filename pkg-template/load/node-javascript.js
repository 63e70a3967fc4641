import './server.js';
import './node-undici.js';
import './node-async-hooks.js';
import './javascript.js';
