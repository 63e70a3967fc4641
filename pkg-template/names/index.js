// Every name of "tracehop". This file loads nothing of the Rust side: the entries in the folders do, each in its own way.
export { getActiveSpan, getTraceContext, runWithTrace } from '../js/ambient.js';
export { setEnabled } from '../js/enabled.js';
export { instrumentFetch, traceFetch } from '../js/fetch.js';
export { followRedirects } from '../js/follow-redirects.js';
export { traceHandler } from '../js/handler.js';
export { createContextualLogger, createLogger } from '../js/logger.js';
export { logRatio } from '../js/log-sampler.js';
export { traceMeta } from '../js/meta.js';
export { extract, inject } from '../js/propagation.js';
export { byRoute } from '../js/route.js';
export { adaptive, alwaysOff, alwaysOn, parentBased, ratio } from '../js/sampler.js';
export { bodySizes } from '../js/sizes.js';
export { startActiveSpan, startSpan } from '../js/start-span.js';
export { stats } from '../js/stats.js';
export { untilBody } from '../js/until-body.js';
