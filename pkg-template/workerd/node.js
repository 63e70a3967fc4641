import './load.js';
import './adopt.js';
export * from '../names/node.js';
