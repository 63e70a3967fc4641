import './load.js';
export * from '../names/node.js';
