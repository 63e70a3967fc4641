import './server.js';
export { init } from './slim.js';
