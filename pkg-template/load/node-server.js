import './node.js';
import './server.js';
import './node-undici.js';
