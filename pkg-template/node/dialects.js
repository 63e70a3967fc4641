export * from '../dialects.js';
