// A worker as its author types it: Env, a context with waitUntil, a service binding, a queue consumer.

import {
  adaptive,
  alwaysOff,
  byRoute,
  createLogger,
  extract,
  inject,
  logRatio,
  parentBased,
  ratio,
  traceFetch,
  traceHandler,
  traceMeta,
  type HandlerOptions,
  type Sampler,
  type TraceContext,
} from 'tracehop';
import { googleCloud } from 'tracehop/dialects';
import { equals, type Same } from './same.js';

interface Env {
  STOCK: { fetch: typeof fetch };
  KEY: string;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

interface ExportedHandler<E> {
  fetch(request: Request, env: E, ctx: Context): Response | Promise<Response>;
}

const log = createLogger({ service: 'cart', level: 'info', fields: { region: 'eu' } });

const worker: ExportedHandler<Env> = {
  fetch: traceHandler(
    async (request: Request, env: Env, ctx: Context, trace) => {
      equals<Same<typeof trace, TraceContext | undefined>>(true);
      log.info('loading', { path: new URL(request.url).pathname });
      ctx.waitUntil(Promise.resolve());
      const fetch = traceFetch({
        fetch: env.STOCK,
        targets: ['https://stock.example'],
        context: trace,
      });
      return fetch(`https://stock.example/items?key=${env.KEY}`);
    },
    { service: 'cart', sampler: parentBased(ratio(0.1)), trust: (request) => request.headers.has('x-inside') },
  ),
};
export default worker;

export const explicit = traceHandler<Request, Env, Context>((request, env) => new Response(env.KEY + request.url));
export const page = traceHandler(
  (request, env, ctx, trace) => new Response(`<head>${traceMeta(trace)}${traceMeta()}</head>`),
);
export const shortest = traceHandler(() => new Response('ok'));
equals<Same<ReturnType<typeof shortest>, Promise<Response>>>(true);

export const everyOption: Required<HandlerOptions> = {
  service: 'cart',
  log: (line) => line.toUpperCase(),
  route: (request) => (request.method === 'GET' ? '/carts/:id' : undefined),
  sampler: { shouldSample: (context) => context.traceFlags === 1 },
  trust: { secretHeader: 'x-trace-secret', secret: '0123456789abcdef' },
  errors: 'always',
  slowerThanMs: 2000,
  lineage: true,
  errorResponse: true,
  responseHeaders: ['server-timing', 'traceresponse'],
  expose: ['https://app.example'],
  dialect: googleCloud({ project: 'shop-prod' }),
  level: 'warn',
  logSampler: logRatio({ debug: 0, info: 0.01 }),
  onStart: (span, request) => void span.setAttribute('host', request.headers.get('host')),
  onEnd: (span, { response, error }) =>
    void span.setAttributes({ status: response?.status, failed: error !== undefined }),
  redact: (url) => url.replace(/\d+/g, 'N'),
  enabled: () => true,
  carrier: (message) => message.body as Record<string, string>,
};

traceHandler(() => new Response('ok'), {
  errorResponse: async ({ traceId }, error, request) => {
    equals<Same<typeof error, unknown>>(true);
    return Response.json({ traceId, url: request.url }, { status: 500 });
  },
});
// @ts-expect-error an error is answered with a Response
traceHandler(() => new Response('ok'), { errorResponse: ({ traceId }) => traceId });

export async function queue(batch: { messages: { attributes: Record<string, string>; body: unknown }[] }) {
  for (const message of batch.messages) {
    const context = extract(message.attributes);
    const next: Record<string, unknown> = {};
    inject(context.child(), next);
  }
}

const mine: Sampler = {
  shouldSample: (context, request) => request?.method === 'GET',
  mark: ({ tracestate }) => void tracestate.set('mine', '1'),
};
parentBased(mine);
parentBased(mine, { maxPerSecond: 10 });
parentBased(mine, { maxPerSecond: 0.5, burst: 5, clock: () => Date.now() });
adaptive({ targetPerSecond: 5, clock: () => 0 });
byRoute(
  [
    { path: '/health', sampler: alwaysOff() },
    { path: '/orders', method: 'POST', sampler: mine },
  ],
  parentBased(mine),
);
const asked: boolean = byRoute([]).shouldSample(extract({}), new Request('https://shop.example/'));
if (asked) byRoute([]).mark?.(extract({}));

// @ts-expect-error a handler gives a Response
traceHandler(() => 'text');
// @ts-expect-error a handler is a function, or has one
traceHandler({ get: () => new Response() });
traceHandler(
  () => new Response(),
  // @ts-expect-error the options of a function are options too
  () => ({ sevice: 'cart' }),
);
// @ts-expect-error options are there at once
traceHandler({ fetch: () => new Response() }, async () => ({ service: 'cart' }));
// @ts-expect-error no such option
traceHandler(() => new Response(), { sevice: 'cart' });
// @ts-expect-error no such trust
traceHandler(() => new Response(), { trust: 'everybody' });
// @ts-expect-error a secret comes in a header
traceHandler(() => new Response(), { trust: { secret: '0123456789abcdef' } });
// @ts-expect-error no such level
traceHandler(() => new Response(), { level: 'verbose' });
// @ts-expect-error no such errors
traceHandler(() => new Response(), { errors: 'never' });
// @ts-expect-error a cap is a rate
parentBased(mine, { burst: 5 });
// @ts-expect-error a route has a sampler
byRoute([{ path: '/health' }]);
// @ts-expect-error a sampler decides at once
byRoute([], { shouldSample: async () => true });
// @ts-expect-error no such header
traceHandler(() => new Response(), { responseHeaders: ['x-trace-id'] });
traceHandler(() => new Response(), { expose: '*' });
// @ts-expect-error a list, or all
traceHandler(() => new Response(), { expose: 'https://app.example' });
// @ts-expect-error a sampler is an object
traceHandler(() => new Response(), { sampler: () => true });
// @ts-expect-error log takes one text
traceHandler(() => new Response(), { log: (line: number) => line });
const elsewhere = traceHandler((request: Request, env: { OTHER: number }) => new Response(String(env.OTHER)));
// @ts-expect-error Env of the wrong kind
({ fetch: elsewhere }) satisfies ExportedHandler<Env>;

// Hosts that pass fewer arguments take the same handler: Bun.serve and Deno.serve.
const answer = traceHandler(() => new Response('ok'));
export const bun: { fetch(request: Request): Response | Promise<Response> } = { fetch: answer };
export const deno: (request: Request, info: { remoteAddr: unknown }) => Response | Promise<Response> = answer;
// @ts-expect-error: a context, not its header
traceMeta('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
