import './load.js';
export * from './apart/index.js';
