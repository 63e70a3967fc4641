// Workers as their authors type them, with Cloudflare's own types and no cast.

import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';
import { extract, inject, startActiveSpan, traceFetch, traceHandler, type TraceContext } from 'tracehop';
import { init } from 'tracehop/slim';

interface Env {
  NAME: string;
  STOCK: Fetcher;
  ORDERS: Queue<Order>;
  COUNTER: DurableObjectNamespace<Counter>;
}

interface Order {
  id: number;
  traceparent?: string;
}

// A function as a member of the export.
export const first = {
  fetch: traceHandler(
    async (request, env, ctx) => {
      ctx.waitUntil(Promise.resolve());
      return new Response(env.NAME + (request.cf?.colo ?? ''));
    },
    (env) => ({ service: env.NAME }),
  ),
} satisfies ExportedHandler<Env>;

// All handlers at once, in each of the ways in which they are typed.
export const second: ExportedHandler<Env, Order> = traceHandler({
  async fetch(request, env, ctx, trace) {
    const stock = traceFetch({ fetch: env.STOCK, targets: [() => true], context: trace });
    const order: Order = { id: 5 };
    if (trace) inject(trace.child(), order);
    await env.ORDERS.send(order);
    ctx.waitUntil(Promise.resolve());
    return stock('https://stock/items');
  },
  async queue(batch, env, ctx, trace: TraceContext | undefined) {
    for (const message of batch.messages) {
      await startActiveSpan(env.NAME, { kind: 'consumer', context: extract(message.body) }, () => trace?.traceId);
    }
  },
  scheduled(controller: ScheduledController, env: Env, ctx: ExecutionContext) {
    ctx.waitUntil(Promise.resolve(controller.cron + env.NAME));
  },
  async email(message: ForwardableEmailMessage) {
    await message.forward('a@example.com');
  },
} satisfies Annotated);

interface Annotated {
  fetch(request: Request, env: Env, ctx: ExecutionContext, trace: TraceContext | undefined): Promise<Response>;
  queue(batch: MessageBatch<Order>, env: Env, ctx: ExecutionContext, trace: TraceContext | undefined): Promise<void>;
  scheduled: ExportedHandlerScheduledHandler<Env>;
  email: EmailExportedHandler<Env>;
}

export const third = traceHandler<ExportedHandler<Env, Order>>({
  fetch: (request, env) => new Response(env.NAME + request.url),
  queue: (batch) => batch.ackAll(),
}) satisfies ExportedHandler<Env, Order>;

export const fourth = traceHandler(
  {
    fetch: (request, env) => new Response(env.NAME + request.url),
    tail: (events) => void events.length,
  } satisfies ExportedHandler<Env>,
  { service: 'cart', carrier: (message: Message<Order>) => message.body },
);
fourth satisfies ExportedHandler<Env>;

// Classes.
export const Counter = traceHandler(
  class extends DurableObject<Env> {
    override async fetch(request: Request) {
      await this.ctx.storage.put('url', request.url);
      return new Response(this.env.NAME);
    }
    override async alarm() {}
    async total() {
      return 5;
    }
  },
  (env: Env) => ({ service: env.NAME }),
);
export type Counter = InstanceType<typeof Counter>;

export const Entrypoint = traceHandler(
  class extends WorkerEntrypoint<Env> {
    override async fetch(request: Request) {
      const stub = this.env.COUNTER.get(this.env.COUNTER.idFromName('one'));
      return new Response(`${await stub.total()} ${request.url}`);
    }
  },
);

const elsewhere = traceHandler((request: Request, env: { OTHER: number }) => new Response(String(env.OTHER)));
// @ts-expect-error Env of the wrong kind
({ fetch: elsewhere }) satisfies ExportedHandler<Env>;

// A worker that brings the WebAssembly itself.
declare const module: WebAssembly.Module;
await init(module);
