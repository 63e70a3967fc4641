// Every name of "tracehop/dialects". It needs no WebAssembly.
export {
  camelCase,
  customKeys,
  datadog,
  elastic,
  googleCloud,
  honeycomb,
  newRelic,
  openTelemetry,
} from '../js/lines/dialects.js';
