export * from '../names/opentelemetry.js';
