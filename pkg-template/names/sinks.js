// Every name of "tracehop/sinks". It needs no WebAssembly.
export { pinoSink, winstonSink } from '../js/lines/logger-sinks.js';
