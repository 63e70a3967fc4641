import './node.js';
import './server.js';
