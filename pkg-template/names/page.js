// Every name of "tracehop/page". This file loads no WebAssembly: pkg-template/load does.
export { tracePage } from '../js/page/trace-page.js';
