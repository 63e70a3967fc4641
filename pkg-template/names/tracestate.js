// Every name of "tracehop/tracestate".
export { Tracestate, make, parse } from '../js/headers/tracestate.js';
