export * from '../opentelemetry.js';
