import './workerd.js';
import './server.js';
