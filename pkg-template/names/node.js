// Every name of "tracehop/node". This file loads no WebAssembly: the entries in inline/ and node/ do.
export { traceMiddleware } from '../js/handler/middleware.js';
