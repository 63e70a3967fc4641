// Every name of "tracehop". This file loads no WebAssembly: the entries in inline/, node/ and workerd/ do, each in its host's way.
export { getActiveSpan, getTraceContext, runWithTrace } from '../js/ambient.js';
export { setEnabled } from '../js/enabled.js';
export { instrumentFetch, traceFetch } from '../js/fetch.js';
export { traceHandler } from '../js/handler.js';
export { createContextualLogger, createLogger } from '../js/logger.js';
export { traceMeta } from '../js/meta.js';
export { extract, inject } from '../js/propagation.js';
export { adaptive, alwaysOff, alwaysOn, parentBased, ratio } from '../js/sampler.js';
export { startActiveSpan, startSpan } from '../js/start-span.js';
