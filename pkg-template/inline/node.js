import './load.js';
export * from './apart/node.js';
