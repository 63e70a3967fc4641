// Every name of "tracehop/pretty". It needs no WebAssembly.
export { pretty } from '../js/lines/pretty.js';
