import './load.js';
export * from './apart/names/index.js';
