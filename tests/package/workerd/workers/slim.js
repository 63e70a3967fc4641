// A worker that gives tracehop/slim the module that it imports, or lets it take its own.

import module from 'tracehop/tracehop.wasm';
import { getTraceContext, init, traceHandler } from 'tracehop/slim';

const answer = traceHandler(
  (request, env, ctx, trace) => Response.json({ given: trace?.traceId, ambient: getTraceContext()?.traceId }),
  { log: false },
);

export default {
  async fetch(request) {
    const before = await (await answer(request)).json();
    await init(new URL(request.url).pathname === '/given' ? module : undefined);
    return Response.json({ before, after: await (await answer(request)).json() });
  },
};
