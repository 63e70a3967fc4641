export * from './apart/opentelemetry.js';
