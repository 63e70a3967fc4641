import './load.js';
export * from '../node.js';
