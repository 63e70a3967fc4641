export * from './apart/names/dialects.js';
