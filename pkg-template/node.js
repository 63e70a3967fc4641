export * from './inline/node.js';
