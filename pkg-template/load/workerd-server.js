import './workerd.js';
import './workerd-async-hooks.js';
import './server.js';
