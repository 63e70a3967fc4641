// The imports are those of the other doors, so that all share the same chunks.
import '../js/headers/traceparent.js';
import '../js/headers/tracestate.js';
export * from '../names/dialects.js';
