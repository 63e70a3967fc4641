// A worker inside a span of the host's own tracing: what a program can see of it, and what leaves.
import { tracing } from 'cloudflare:workers';
import { createLogger, traceFetch, traceHandler } from 'tracehop';

const lines = [];
const log = (line) => lines.push(JSON.parse(line));
const logger = createLogger({ log });

const traced = traceHandler(
  async (request, { ECHO }, ctx, trace) => {
    const fetch = traceFetch({ targets: [ECHO], log, context: trace });
    return tracing.enterSpan('work', async (span) => {
      logger.info('inside');
      const echoed = await (await fetch(`${ECHO}/echo`)).json();
      const shown = Object.getOwnPropertyNames(Object.getPrototypeOf(span))
        .filter((name) => name !== 'constructor')
        .sort();
      return Response.json({ shown, headers: echoed.headers.filter(([name]) => name === 'traceparent') });
    });
  },
  { log },
);

export default {
  async fetch(request, env, ctx) {
    const response = await traced(request, env, ctx);
    return Response.json({ ...(await response.json()), lines });
  },
};
