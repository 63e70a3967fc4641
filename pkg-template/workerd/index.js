import './load.js';
import './adopt.js';
export * from '../index.js';
