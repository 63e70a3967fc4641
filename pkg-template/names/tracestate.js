// Every name of "tracehop/tracestate".
export { Tracestate, make, parse } from '../js/tracestate.js';
