/**
 * Each fault that concerns a handler: the response is the handler's own, byte by byte, and the books balance: what was
 * lost is counted by its reason.
 */

import { createLogger, logRatio, stats, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
import { HEADER } from '../support/examples.js';
import { hostileValues } from '../support/hostile.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('handler faults');

const thrower = () => {
  throw new Error('from the application');
};
const rejecter = async () => thrower();
const hostile = (target) =>
  new Proxy(target, {
    get: thrower,
    has: thrower,
    ownKeys: thrower,
    getPrototypeOf: thrower,
    getOwnPropertyDescriptor: thrower,
  });
const request = () =>
  new Request('https://shop.example/cart?x=1', { headers: { traceparent: HEADER, tracestate: 'a=1' } });

/** A handler that does what handlers do, and the response that it must be known by. */
async function handler(incoming, env, ctx) {
  createLogger().info('inside', { a: 1 });
  ctx?.waitUntil?.(Promise.resolve());
  return new Response('the very body', {
    status: 207,
    statusText: 'Mine',
    headers: { 'x-own': 'yes', 'server-timing': 'db;dur=5' },
  });
}

/** Answers a request; checks that the response is the handler's and the books balance. Gives how the counts moved. */
async function answered({ options = {}, incoming = request(), env, ctx, onCall }) {
  const before = stats();
  const linesBefore = before.lines;
  const { result } = await withConsole(async () => {
    const response = await traceHandler(handler, options)(incoming, env, ctx);
    deepEqual([response.status, response.statusText, response.headers.get('x-own')], [207, 'Mine', 'yes']);
    equal(response.headers.get('server-timing').startsWith('db;dur=5'), true);
    equal(await response.text(), 'the very body');
  }, onCall);
  balance();
  return { spans: since(before), lines: since(linesBefore, stats().lines), result };
}

claim('hooks that throw, or reject, lose nothing', async () => {
  for (const [broken, options] of [
    [thrower, ['onStart', 'onEnd', 'redact']],
    [rejecter, ['onStart', 'onEnd']],
    [() => hostile({}), ['redact']],
  ]) {
    for (const option of options) {
      const lines = lineCollector();
      const { spans } = await answered({ options: { [option]: broken, log: lines.log } });
      deepEqual(spans, { created: 1, emitted: 1 }, option);
      equal(lines.all().filter((line) => line.kind === 'server').length, 1, option);
    }
  }
});

claim('a sampler, a trust and an enabled that throw lose nothing but what they decide', async () => {
  const lines = lineCollector();
  deepEqual((await answered({ options: { sampler: { shouldSample: thrower }, log: lines.log } })).spans, {
    created: 1,
    emitted: 1,
  });
  deepEqual((await answered({ options: { trust: thrower, log: lines.log } })).spans, { created: 1, emitted: 1 });
  deepEqual((await answered({ options: { enabled: thrower, log: lines.log } })).spans, {}, 'off, so there is no span');
  deepEqual((await answered({ options: () => thrower() })).spans, { created: 1, emitted: 1 }, 'the defaults are used');
});

claim('a log that throws, and a console that throws, lose the lines and count them', async () => {
  const thrown = await answered({ options: { log: thrower } });
  deepEqual(
    [thrown.spans, thrown.lines],
    [
      { created: 1, logThrew: 1 },
      { created: 1, logThrew: 1 },
    ],
  );
  const silent = await answered({ options: {}, onCall: thrower });
  deepEqual(
    [silent.spans, silent.lines],
    [
      { created: 1, logThrew: 1 },
      { created: 1, logThrew: 1 },
    ],
  );
  const { log, info } = console;
  try {
    console.log = console.info = undefined;
    const before = stats();
    await traceHandler(() => new Response('ok'))(request());
    deepEqual(since(before), { created: 1, logThrew: 1 });
  } finally {
    Object.assign(console, { log, info });
  }
});

claim('a waitUntil that is missing or throws is an affair of the handler', async () => {
  const lines = lineCollector();
  const contexts = [undefined, null, {}, { waitUntil: undefined }, { waitUntil: () => {} }, Object.freeze({})];
  for (const ctx of contexts)
    deepEqual((await answered({ options: { log: lines.log }, ctx })).spans, { created: 1, emitted: 1 });
  const before = stats();
  await rejects(
    traceHandler(handler, { log: lines.log })(request(), {}, { waitUntil: thrower }),
    /from the application/,
  );
  deepEqual(since(before), { created: 1, emitted: 1 }, 'the error is passed on, and its line is written');
  balance();
});

claim('a ctx, an env and a request that throw when they are touched are passed on untouched', async () => {
  const lines = lineCollector();
  const untouched = { env: hostile({}), ctx: hostile({}) };
  const traced = traceHandler(
    (incoming, env, ctx) => {
      equal(env === untouched.env && ctx === untouched.ctx, true);
      return new Response('ok');
    },
    { log: lines.log },
  );
  equal(await (await traced(request(), untouched.env, untouched.ctx)).text(), 'ok');
  const before = stats();
  await withConsole(async () => equal(await (await traced(hostile({}), untouched.env, untouched.ctx)).text(), 'ok'));
  deepEqual(since(before), { created: 1, failed: 1 }, 'a request that cannot be read is handled untraced, and counted');
  balance();
});

claim('headers that throw, lie or are nothing cost no request, and each one is accounted for', async () => {
  const lines = lineCollector();
  const carriers = [
    hostile({}),
    hostile(new Headers()),
    { get: thrower },
    { get: () => 5 },
    { get: () => hostile({}) },
    null,
    undefined,
    5,
  ];
  for (const [index, headers] of carriers.entries()) {
    const before = stats();
    const incoming = { method: 'GET', url: 'https://shop.example/', headers };
    await withConsole(async () => {
      equal(
        await (await traceHandler(() => new Response('ok'), { log: lines.log })(incoming)).text(),
        'ok',
        String(index),
      );
    });
    const { created, emitted = 0, failed = 0 } = since(before);
    deepEqual([created, emitted + failed], [1, 1], String(index));
    balance();
  }
});

claim('every hostile value as request, as response and as error leaves the books in balance', async () => {
  const lines = lineCollector();
  for (const [what, value] of hostileValues()) {
    await withConsole(async () => {
      await traceHandler(() => new Response('ok'), { log: lines.log })(value());
      const thrown = value();
      const caught = await traceHandler(
        () => {
          throw thrown;
        },
        { log: lines.log },
      )(request()).then(
        () => ({}),
        (error) => ({ error }),
      );
      equal(Object.is(caught.error, thrown), true, `${what}: the very error`);
    });
    balance(what);
  }
});

claim('crypto that is missing, throws or gives zeros costs the trace of a request, not its answer', async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  if (own !== undefined && !own.configurable) return;
  const before = stats();
  for (const crypto of [undefined, { getRandomValues: thrower }]) {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true, writable: true });
    try {
      // Random bytes are kept for a while, so that the first requests still have ids.
      for (let n = 0; n < 400; n++) {
        const response = await withConsole(() =>
          traceHandler(() => new Response('ok'), { log: () => {} })(new Request('https://shop.example/')),
        );
        equal(await response.result.text(), 'ok');
      }
    } finally {
      if (own) Object.defineProperty(globalThis, 'crypto', own);
      else delete globalThis.crypto;
    }
  }
  const { created, emitted, failed, open = 0 } = since(before);
  deepEqual([created, emitted + failed, open, failed > 0], [800, 800, 0, true]);
  balance();
});

claim('a response that cannot be stamped is the very response', async () => {
  const lines = lineCollector();
  const odds = [
    {
      get status() {
        return thrower();
      },
    },
    { status: 200, headers: null, body: null },
    {
      status: 200,
      get headers() {
        return thrower();
      },
    },
    { status: 200, body: 'x', headers: hostile({}) },
  ];
  for (const odd of odds) {
    await withConsole(async () => {
      const response = await traceHandler(() => odd, { log: lines.log })(request());
      equal(response, odd);
    });
    balance();
  }
});

claim('faults together: everything of the application throws, in a handler with held lines and a call', async () => {
  const before = stats();
  const fetch = traceFetch({
    fetch: async () => new Response('ok'),
    targets: [thrower, 'https://a.example'],
    onStart: thrower,
    onEnd: thrower,
    redact: thrower,
  });
  const options = {
    onStart: thrower,
    onEnd: thrower,
    redact: thrower,
    trust: thrower,
    sampler: { shouldSample: thrower },
    log: thrower,
    logSampler: logRatio({ info: 0 }),
    errorResponse: true,
    expose: '*',
  };
  await withConsole(async () => {
    const response = await traceHandler(async () => {
      createLogger().info('held');
      await fetch('https://a.example/');
      throw thrower;
    }, options)(request(), hostile({}), hostile({}));
    equal(response.status, 500);
  });
  const { created, open = 0 } = since(before);
  deepEqual([created, open], [2, 0]);
  balance();
});
