import './server.js';
import './node-async-hooks.js';
import './javascript.js';
