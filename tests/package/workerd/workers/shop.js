/** A shop: it asks another worker by service binding, hands orders to a queue, and talks by WebSocket. */

import { createLogger, extract, inject, startActiveSpan, traceFetch, traceHandler } from 'tracehop';

/** @typedef {{ STOCK: Fetcher, ORDERS: Queue, NAME: string }} Env */

export default traceHandler(
  {
    /**
     * @param {Request} request
     * @param {Env} env
     */
    async fetch(request, env, ctx, trace) {
      if (new URL(request.url).pathname === '/socket') return socket();
      if (new URL(request.url).pathname === '/unbound') return unbound(env);
      const fetchStock = traceFetch({
        fetch: env.STOCK,
        targets: [() => true],
        context: trace,
        service: 'shop',
      });
      const stock = await (await fetchStock('https://stock/items')).json();
      for (let id = 1; id <= 3; id++) {
        const order = { id };
        inject(trace.child(), order);
        await env.ORDERS.send(order);
      }
      await env.ORDERS.send({ id: 'untraced' });
      return Response.json(stock);
    },
    /** @param {ScheduledController} controller */
    async scheduled(controller, env, ctx, trace) {
      await scheduler.wait(1);
      createLogger({ context: trace, service: 'shop' }).info('cleaning', { cron: controller.cron });
    },
  },
  (/** @type {Env} */ env) => ({ service: env.NAME }),
);

/** What is said of the method of a binding, taken off it: and of the platform's own fetch, which needs nobody. */
function unbound({ STOCK }) {
  const errorOf = (fetch) => {
    try {
      traceFetch({ fetch });
      return null;
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  return Response.json([STOCK.fetch, STOCK.fetch.bind(STOCK), globalThis.fetch].map(errorOf));
}

/** Each frame carries a context: what is done for it continues the trace of whoever sent it, and so does the answer. */
function socket() {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(data);
    startActiveSpan('frame', { kind: 'consumer', context: extract(frame), service: 'shop' }, (span) => {
      const answer = { text: `got ${frame.text}` };
      inject(span.context, answer);
      server.send(JSON.stringify(answer));
    });
  });
  return new Response(null, { status: 101, webSocket: client });
}
