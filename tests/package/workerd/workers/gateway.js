/** A worker as a user writes one: it continues the trace, logs, calls on, and passes the answer through. */

import { createLogger, traceFetch, traceHandler } from 'tracehop';

/** @typedef {{ ECHO: string, AMBIENT?: boolean }} Env */

const log = createLogger();

export default {
  fetch: traceHandler(
    async (request, /** @type {Env} */ env, /** @type {ExecutionContext} */ ctx, trace) => {
      const url = new URL(request.url);
      const logger = env.AMBIENT ? log : createLogger({ context: trace, service: 'gateway' });
      const fetch = traceFetch({ targets: [env.ECHO], ...(env.AMBIENT ? {} : { context: trace, service: 'gateway' }) });
      if (url.pathname === '/throw') throw new RangeError('secret');
      if (url.pathname === '/socket') {
        const { 0: client, 1: server } = new WebSocketPair();
        server.accept();
        server.addEventListener('message', ({ data }) => server.send(`echo ${data}`));
        return new Response(null, { status: 101, webSocket: client });
      }
      ctx.waitUntil(Promise.resolve().then(() => logger.info('after the response')));
      await scheduler.wait(1);
      logger.info('calling', { origin: trace.origin, tracestate: String(trace.tracestate) });
      return fetch(`${env.ECHO}/echo${url.pathname}`);
    },
    { service: 'gateway', errorResponse: true },
  ),
};
