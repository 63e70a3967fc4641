// The imports are those of the other doors, so that all share the same chunks.
import '../js/traceparent.js';
import '../js/tracestate.js';
export * from '../names/opentelemetry.js';
