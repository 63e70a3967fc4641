/** Takes orders from a queue, and counts each in a Durable Object, which sets itself an alarm. */

import { DurableObject } from 'cloudflare:workers';
import { createLogger, extract, getTraceContext, startActiveSpan, traceFetch, traceHandler } from 'tracehop';

export const Counter = traceHandler(
  class Counter extends DurableObject {
    #count = 0;

    async fetch() {
      this.#count++;
      await this.ctx.storage.put('count', this.#count);
      if (this.#count === 1) await this.ctx.storage.setAlarm(Date.now());
      return Response.json({ count: this.#count });
    }

    async alarm() {
      await scheduler.wait(1);
      createLogger({ service: 'counter' }).info('alarm rang', { ambient: getTraceContext() !== undefined });
    }

    total() {
      return this.#count;
    }
  },
  { service: 'counter' },
);

export default {
  queue: traceHandler(
    {
      /**
       * @param {MessageBatch<object>} batch
       * @param {{ COUNTER: DurableObjectNamespace<import('cloudflare:workers').DurableObject & { total(): number }> }}
       * env
       */
      async queue(batch, env, ctx, trace) {
        const stub = env.COUNTER.get(env.COUNTER.idFromName('orders'));
        const fetchCounter = (context) =>
          traceFetch({ fetch: stub.fetch.bind(stub), targets: [() => true], context, service: 'packer' });
        for (const { body } of batch.messages) {
          await startActiveSpan('order', { kind: 'consumer', context: extract(body), service: 'packer' }, (span) =>
            fetchCounter(span.context)('https://counter/add', { method: 'POST' }),
          );
        }
        createLogger({ context: trace, service: 'packer' }).info('packed', { total: await stub.total() });
      },
    },
    { service: 'packer' },
  ).queue,
};
