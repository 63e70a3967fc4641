// A worker without WebAssembly.

import { getTraceContext, traceHandler } from 'tracehop/js';

export default {
  fetch: traceHandler(
    (request, env, ctx, trace) => Response.json({ given: trace?.traceId, ambient: getTraceContext()?.traceId }),
    { log: false },
  ),
};
