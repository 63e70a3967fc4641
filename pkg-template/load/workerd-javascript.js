import './server.js';
import './workerd-async-hooks.js';
import './javascript.js';
