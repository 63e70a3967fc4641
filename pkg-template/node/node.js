import './load.js';
import './adopt.js';
export * from '../node.js';
