import './load.js';
export * from './apart/names/node.js';
