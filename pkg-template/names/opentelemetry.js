// Every name of "tracehop/opentelemetry". Nothing here loads WebAssembly: "tracehop" does.
export { adoptOpenTelemetry } from '../js/ambient/opentelemetry.js';
