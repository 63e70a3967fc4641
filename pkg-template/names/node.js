// Every name of "tracehop/node". This file loads no WebAssembly: pkg-template/load does.
export { traceMiddleware } from '../js/handler/middleware.js';
