import './server.js';
import './javascript.js';
