import './load.js';
import './prepare.js';
export * from '../names/index.js';
