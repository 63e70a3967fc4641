// Every name of "tracehop". This file loads nothing of the Rust side: pkg-template/load does, in several ways.
export { getActiveSpan, getTraceContext, runWithTrace } from '../js/ambient/ambient.js';
export { setEnabled } from '../js/ambient/enabled.js';
export { instrumentFetch, traceFetch } from '../js/fetch/wrap.js';
export { followRedirects } from '../js/fetch/follow-redirects.js';
export { traceHandler } from '../js/handler/handler.js';
export { createContextualLogger } from '../js/lines/contextual-logger.js';
export { configure } from '../js/entry/configure.js';
export { createLogger } from '../js/lines/logger.js';
export { memorySink } from '../js/lines/memory-sink.js';
export { logRatio } from '../js/sampling/log-ratio.js';
export { traceMeta } from '../js/ambient/trace-meta.js';
export { extract, inject } from '../js/context/extract-inject.js';
export { byRoute } from '../js/sampling/route.js';
export { adaptive, alwaysOff, alwaysOn, parentBased, ratio } from '../js/sampling/sampler.js';
export { bodySizes } from '../js/fetch/sizes.js';
export { startActiveSpan, startSpan } from '../js/span/start-span.js';
export { stats } from '../js/record/stats.js';
export { untilBody } from '../js/fetch/until-body.js';
