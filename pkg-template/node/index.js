import './load.js';
import './adopt.js';
export * from '../names/index.js';
