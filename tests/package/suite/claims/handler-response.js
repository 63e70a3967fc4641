import { traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { readsFrozen } from '../support/frozen.js';
import { consoleMethod, lineCollector, withConsole } from '../support/lines.js';
import { echoed } from '../support/network.js';

const claim = about('handler response');

const request = (headers = {}) => new Request('https://shop.example/', { headers });
const TIMING = /^traceparent;desc="(00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3])"$/;

async function respond(handler, options = {}, incoming = request()) {
  const lines = lineCollector();
  return { lines, response: await traceHandler(handler, { log: lines.log, ...options })(incoming) };
}

claim('Server-Timing carries the traceparent of the server span', async () => {
  const { lines, response } = await respond(() => new Response('ok'), {}, request({ traceparent: HEADER }));
  const [, traceparent] = TIMING.exec(response.headers.get('server-timing'));
  equal(traceparent, `00-${TRACE_ID}-${lines.one().span_id}-01`);
  equal(response.headers.has('traceresponse'), false, 'only when asked for');
});

claim('status, text, headers and body are what the handler gave', async () => {
  const headers = new Headers({ 'x-own': '1' });
  headers.append('set-cookie', 'a=1');
  headers.append('set-cookie', 'b=2');
  const { response } = await respond(() => new Response('body', { status: 418, statusText: 'Teapot', headers }));
  deepEqual([response.status, response.statusText, response.headers.get('x-own')], [418, 'Teapot', '1']);
  const hostKeepsCookies = new Response(null, { headers }).headers.getSetCookie().length === 2;
  if (hostKeepsCookies) deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
  equal(response.bodyUsed, false);
  equal(await response.text(), 'body');
});

claim('a Server-Timing of the handler is kept, ours is added', async () => {
  const { response } = await respond(
    () => new Response('ok', { headers: { 'server-timing': 'db;dur=5, cache;desc="hit"' } }),
  );
  const value = response.headers.get('server-timing');
  match(value, /^db;dur=5, cache;desc="hit", ?traceparent;desc="00-/);
});

claim('responseHeaders says which headers there are', async () => {
  const none = await respond(() => new Response('ok'), { responseHeaders: [] });
  equal(none.response.headers.has('server-timing'), false);
  equal(none.response.headers.has('traceresponse'), false);

  const both = await respond(() => new Response('ok'), { responseHeaders: ['server-timing', 'traceresponse'] });
  const [, traceparent] = TIMING.exec(both.response.headers.get('server-timing'));
  equal(both.response.headers.get('traceresponse'), traceparent);

  const one = await respond(() => new Response('ok'), { responseHeaders: ['traceresponse'] });
  equal(one.response.headers.has('server-timing'), false);
  match(one.response.headers.get('traceresponse'), /^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
});

claim('a response with immutable headers gets the header too', async ({ echo }) => {
  const redirect = await respond(() => Response.redirect('https://shop.example/next', 303));
  deepEqual([redirect.response.status, redirect.response.headers.get('location')], [303, 'https://shop.example/next']);
  match(redirect.response.headers.get('server-timing'), TIMING);

  const passed = await respond(() => fetch(`${echo}/echo/passed`));
  match(passed.response.headers.get('server-timing'), TIMING);
  equal((await echoed(passed.response)).url, '/echo/passed');
});

claim('a response without a body stays one', async () => {
  for (const status of [204, 304]) {
    const { response } = await respond(() => new Response(null, { status }));
    deepEqual([response.status, response.body], [status, null]);
    match(response.headers.get('server-timing'), TIMING);
  }
});

claim(
  'a response that is given again and again stays as it was made, and each caller gets the ids of its own trace',
  async () => {
    const shared = new Response(null, { status: 204, headers: { 'server-timing': 'db;dur=5' } });
    const answers = [await respond(() => shared), await respond(() => shared)];
    const timings = answers.map(({ response }) => response.headers.get('server-timing'));
    equal(shared.headers.get('server-timing'), 'db;dur=5');
    for (const timing of timings) match(timing, /^db;dur=5, ?traceparent;desc="[^"]*"$/);
    equal(timings[0] === timings[1], false);
  },
);

claim('a streamed body is passed on as it comes', async () => {
  let stream;
  const body = new ReadableStream({
    start: (controller) => {
      stream = controller;
    },
  });
  const { lines, response } = await respond(() => new Response(body));
  equal(lines.texts().length, 1);
  const reader = response.body.getReader();
  for (const part of ['first', 'second']) {
    stream.enqueue(new TextEncoder().encode(part));
    equal(new TextDecoder().decode((await reader.read()).value), part);
  }
  stream.close();
  equal((await reader.read()).done, true);
});

claim('what is no Response is passed on as it is', async () => {
  for (const odd of [undefined, null, 'text', 5, {}]) {
    equal((await respond(() => odd)).response, odd);
    equal((await respond(async () => odd)).response, odd);
  }
  if (typeof Response.error !== 'function') return;
  const error = Response.error();
  equal((await respond(() => error)).response.type, 'error');
});

claim('errorResponse: a 500 whose JSON carries trace_id and nothing of the error', async () => {
  const error = new RangeError('secret of the customer');
  const handlers = [
    () => {
      throw error;
    },
    async () => {
      throw error;
    },
    () => {
      throw 'secret text';
    },
    () => {
      throw undefined;
    },
  ];
  for (const handler of handlers) {
    const { lines, response } = await respond(handler, { errorResponse: true }, request({ traceparent: HEADER }));
    equal(response.status, 500);
    match(response.headers.get('content-type'), /^application\/json/);
    match(response.headers.get('server-timing'), TIMING);
    const text = await response.text();
    equal(JSON.parse(text).trace_id, TRACE_ID);
    for (const part of ['secret', 'RangeError', 'handler-response']) equal(text.includes(part), false, part);
    const span = lines.all().find((line) => line.kind === 'server');
    deepEqual([span.status, span['http.response.status_code']], ['error', 500]);
  }
});

claim('errorResponse leaves a Response of the handler alone', async () => {
  const { response } = await respond(() => new Response('mine', { status: 500 }), { errorResponse: true });
  deepEqual([response.status, await response.text()], [500, 'mine']);
});

claim('a log that throws breaks no request', async () => {
  const log = () => {
    throw new Error('from the log');
  };
  await withConsole(async () => {
    const response = await traceHandler(() => new Response('ok'), { log })(request());
    equal(await response.text(), 'ok');
  });
});

claim('lines go to the console as one argument by default, and nowhere with log: false', async (host) => {
  const { calls } = await withConsole(async () => {
    await traceHandler(() => new Response('ok'))(request());
    await traceHandler(() => new Response('ok'), { log: false })(request());
  });
  deepEqual(
    calls.map(([method, ...args]) => [method, args.length]),
    [[consoleMethod(host, 'info'), 1]],
  );
  equal(JSON.parse(calls[0][1]).kind, 'server');
});

claim('what is no Request breaks nothing of ours', async () => {
  for (const odd of [
    undefined,
    null,
    'text',
    {},
    { headers: null, url: 5 },
    { url: 'not a url', headers: new Headers() },
  ]) {
    const response = await traceHandler(() => new Response('ok'), { log: false })(odd);
    equal(await response.text(), 'ok');
  }
});

claim('hostile request headers break nothing', async () => {
  const long = Array.from({ length: 5000 }, (_, n) => `k${n}=${'v'.repeat(10)}`).join(',');
  for (const headers of [
    { traceparent: HEADER, tracestate: long },
    { traceparent: 'x'.repeat(60_000) },
    { traceparent: `${HEADER}\u00e9` },
    { traceparent: HEADER, tracestate: 'a=\u00ff' },
  ]) {
    const { lines, response } = await respond(() => new Response('ok'), {}, request(headers));
    equal(response.status, 200);
    match(response.headers.get('server-timing'), TIMING);
    equal(lines.texts().length, 1);
  }
});

claim('an answer that another traced service gave names us, and only us', async () => {
  const inner = await respond(() => new Response('ok', { headers: { 'server-timing': 'db;dur=5' } }));
  const { response, lines } = await respond(() => inner.response);
  const metrics = response.headers.get('server-timing').split(', ');
  equal(metrics.length, 2);
  equal(metrics[0], 'db;dur=5');
  const { trace_id, span_id, trace_flags } = lines.one();
  equal(metrics[1], `traceparent;desc="00-${trace_id}-${span_id}-${trace_flags}"`);
});

claim(
  'a Server-Timing is read by its metrics: commas in quotes, escaped quotes, a quote that never ends, thousands of them',
  async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => `m${n};desc="a,b"`);
    const given = [['a;desc="x, traceparent;y"', 'b;desc="\\"q\\", z"', 'c;dur=1'], many, ['d;desc="never, ends']];
    for (const metrics of given) {
      const { response } = await respond(
        () => new Response('ok', { headers: { 'server-timing': metrics.join(', ') } }),
      );
      const value = response.headers.get('server-timing');
      equal(value.startsWith(`${metrics.join(', ')}, traceparent;desc="00-`), true, value.slice(0, 200));
    }
  },
);

class Marked extends Response {
  #names = [];
  set(name) {
    this.#names.push(name);
    this.headers.append('x-names', name);
    return this.#names;
  }
}

claim('a subclass of Response without a body comes back as itself, with the ids', async () => {
  const made = [new Marked(null, { headers: { 'x-own': '1' } }), new Marked(null)];
  if (readsFrozen()) Object.freeze(made[1]);
  for (const given of made) {
    const { response } = await respond(() => given);
    equal(response, given);
    match(response.headers.get('server-timing'), TIMING);
    deepEqual([/** @type {Marked} */ (response).set('a'), response.headers.get('x-names')], [['a'], 'a']);
  }
});

claim('a subclass of Response that is given again keeps the ids of its first request', async () => {
  const shared = new Marked(null, { status: 204 });
  const [first, second] = [await respond(() => shared), await respond(() => shared)];
  const timings = [first, second].map(({ response }) => response.headers.get('server-timing'));
  for (const timing of timings) match(timing, TIMING);
  equal(timings[0] === timings[1], false);
  deepEqual([first.response.status, second.response.status], [204, 204]);
});

claim('what an application has added to a response is on its copy too', async ({ echo }) => {
  const key = Symbol('key');
  const odd = { get: () => 'lazy', enumerable: false, configurable: true };
  const add = (response) => Object.defineProperty(Object.assign(response, { locals: 7, [key]: 8 }), 'odd', odd);
  const responses = [new Response(null, { status: 204 }), Response.redirect(`${echo}/x`), await fetch(`${echo}/echo`)];
  for (const given of responses) {
    const { response } = await respond(() => add(given));
    match(response.headers.get('server-timing'), TIMING);
    const { locals, odd: lazy, [key]: symbol } = /** @type {any} */ (response);
    deepEqual([locals, lazy, symbol], [7, 'lazy', 8]);
    await response.text();
  }
});
