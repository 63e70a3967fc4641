import './load.js';
export * from '../names/index.js';
