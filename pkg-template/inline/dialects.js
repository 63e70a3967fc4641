export * from './apart/dialects.js';
