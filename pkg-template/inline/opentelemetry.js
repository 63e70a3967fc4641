export * from './apart/names/opentelemetry.js';
