/** Many requests at once, each of its own trace, that look around after whatever a handler may wait for. */

import {
  createLogger,
  extract,
  getActiveSpan,
  getTraceContext,
  startActiveSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';

/**
 * The package. `seen` gives the trace-ids that are found without passing anything: by us, by a span, a logger and a
 * fetch.
 */
export const tracehop = {
  wrap: (handler) => traceHandler(handler, { log: false }),
  async seen() {
    const found = [getTraceContext()?.traceId, getActiveSpan()?.context.traceId];
    createLogger({ log: (line) => found.push(JSON.parse(line).trace_id) }).info('');
    const fetch = async (url, { headers }) => void found.push(headers.traceparent.split('-')[1]);
    await traceFetch({ fetch, targets: ['https://a.example'], log: false })('https://a.example/');
    return found;
  },
};

/** What a library is that keeps its context in a variable of its module. */
export function moduleGlobal() {
  let current;
  return {
    wrap: (handler) => async (request, env, ctx) => {
      current = extract(request);
      return handler(request, env, ctx, current);
    },
    seen: async () => [current?.traceId],
  };
}

/**
 * Handles `requests` of them, `inFlight` at a time.
 *
 * @returns how many found another trace than their own, ambient or as the handler's argument, and how many found one at
 * all.
 */
export async function interleave({ wrap, seen }, requests, inFlight) {
  const mixed = new Set();
  let ambient = 0;
  let started = 0;
  const handled = wrap(async (request, number, ctx, trace) => {
    const own = idOf(number);
    const look = async () => {
      const found = await seen();
      if (found.every((id) => id === own)) ambient++;
      if (trace.traceId !== own || found.some((id) => id !== own && id !== undefined && isOneOfOurs(id)))
        mixed.add(number);
    };
    await look();
    const ways = waysToWait(number);
    await ways[0]();
    await look();
    await startActiveSpan('inner', { context: trace, log: false }, async () => {
      await ways[1]();
      await look();
    });
    ctx.waitUntil(ways[2]().then(look));
    return new Response('ok');
  });
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (started < requests) {
        const number = started++;
        const waiting = [];
        const headers = { traceparent: `00-${idOf(number)}-00f067aa0ba902b7-01` };
        await handled(new Request('https://shop.example/', { headers }), number, {
          waitUntil: (promise) => waiting.push(promise),
        });
        await Promise.all(waiting);
      }
    }),
  );
  return { mixed: mixed.size, ambient, looks: 4 * requests };
}

const OURS = 'c0ffee';
const idOf = (number) => OURS + String(number).padStart(26, '0');
const isOneOfOurs = (id) => id.startsWith(OURS);

/** The ways to wait, in an order of its own for each request. */
function waysToWait(number) {
  const ways = [microtasks, timer, stream, thenable];
  const first = (number * 2_654_435_761) >>> 28;
  return [0, 1, 2].map((n) => ways[(first + n * (1 + (number % 3))) % ways.length]);
}

async function microtasks() {
  for (let n = 0; n < 5; n++) await null;
}

const timer = () => new Promise((resolve) => setTimeout(resolve, 1));

async function stream() {
  const source = new ReadableStream({
    start(controller) {
      setTimeout(() => {
        controller.enqueue('part');
        controller.close();
      });
    },
  });
  const reader = source.getReader();
  while (!(await reader.read()).done);
}

/** @type {any} */
// biome-ignore lint/suspicious/noThenProperty: it is a thenable
const later = { then: (resolve) => void setTimeout(resolve) };
const thenable = async () => void (await later);
