export * from '../names/dialects.js';
