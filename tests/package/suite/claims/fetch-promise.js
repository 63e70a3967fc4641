import { traceFetch } from 'tracehop';
import { deepEqual, equal, rejects, show } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';
import { rejections } from '../support/rejections.js';

const claim = about('fetch promise');

const tracedOver = (answer, options = {}) =>
  traceFetch({ targets: ['https://a.example'], fetch: recordingFetch(answer).fetch, log: false, ...options });

claim('settles with the very response, its body unread and unlocked', async () => {
  const response = new Response('body');
  const got = await tracedOver(() => response)('https://a.example/');
  equal(got, response);
  equal(got.bodyUsed, false);
  equal(got.body.locked, false);
  equal(await got.text(), 'body');
});

claim('settles with the very error', async () => {
  for (const error of [new TypeError('refused'), new Error('x'), 'text', undefined, null, 0, Symbol('s'), {}]) {
    await rejects(tracedOver(() => Promise.reject(error))('https://a.example/'), error);
  }
});

claim('whatever fetch resolves with is passed on', async () => {
  for (const odd of [
    undefined,
    null,
    'text',
    {},
    { status: 'odd' },
    {
      get status() {
        throw new Error('getter');
      },
    },
  ]) {
    equal(await tracedOver(() => odd)('https://a.example/'), odd);
  }
});

claim('a cancelled, teed or abandoned body is the business of the caller', async () => {
  const cancelled = [];
  const source = () =>
    new Response(
      new ReadableStream({
        start: (stream) => stream.enqueue(new TextEncoder().encode('first')),
        cancel: (reason) => void cancelled.push(reason),
      }),
    );
  const traced = tracedOver(source);
  const reader = (await traced('https://a.example/')).body.getReader();
  equal(new TextDecoder().decode((await reader.read()).value), 'first');
  await reader.cancel('enough');
  deepEqual(cancelled, ['enough']);
  const [left, right] = (await traced('https://a.example/')).body.tee();
  await Promise.all([left.cancel('l'), right.cancel('r')]);
  equal(cancelled.length, 2);
});

claim('an unhandled rejection is told by the host exactly as without us', async () => {
  const error = new TypeError('nobody looks');
  tracedOver(() => Promise.reject(error))('https://a.example/');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const noticed = rejections.take();
  deepEqual([noticed.length, noticed[0] === error], [1, true]);
});

claim('a fetch that throws instead of rejecting gives its error, and one line', async () => {
  const error = new TypeError('thrown');
  const lines = lineCollector();
  const traced = traceFetch({
    fetch: () => {
      throw error;
    },
    log: lines.log,
  });
  await rejects((async () => traced('https://a.example/'))(), error);
  equal(lines.one().status, 'error');
});

claim('invalid arguments reject as with fetch, and never throw', async ({ echo }) => {
  const traced = traceFetch({ targets: [echo], log: false });
  const url = `${echo}/echo`;
  const thrower = () => {
    throw new RangeError('from the argument');
  };
  for (const args of [
    [],
    ['https://['],
    [url, { method: 'G T' }],
    [Symbol('s')],
    [url, { headers: { 'in valid': 'x' } }],
    [url, 5],
    [{ toString: thrower }],
    [url.replace('//', '//user:password@')],
    [url, { method: 'GET', body: 'x' }],
    [url, { headers: { a: '\u2028' } }],
    [url, { signal: 'text' }],
  ]) {
    const outcome = (call) =>
      (async () => call(...args))().then(
        ({ status }) => status,
        ({ name }) => name,
      );
    equal(traced(...args).catch(() => {}) instanceof Promise, true);
    equal(await outcome(traced), await outcome(globalThis.fetch), show(args));
  }
});

claim('hostile headers and init end as they would without us', async () => {
  const thrower = () => {
    throw new RangeError('from the proxy');
  };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const everything = new Proxy({}, { get: thrower, ownKeys: thrower, has: thrower, getPrototypeOf: thrower });
  for (const hostile of [
    revoked,
    everything,
    {
      get method() {
        return thrower();
      },
    },
    {
      get headers() {
        return thrower();
      },
    },
    { headers: everything },
    { headers: revoked },
    { headers: { [Symbol('s')]: 'x' } },
    { headers: [['one']] },
    { headers: 5 },
    { headers: { a: Symbol('s') } },
    {
      get signal() {
        return thrower();
      },
    },
  ]) {
    // A fetch that reads its arguments as the real one does, and goes nowhere.
    const reading = async (input, init) => new Response(new Request(input, init).method);
    const outcome = async (call) => {
      try {
        return (await call('https://a.example/', hostile)).status;
      } catch (error) {
        return error.name;
      }
    };
    const traced = traceFetch({ targets: ['https://a.example'], fetch: reading, log: false });
    equal(await outcome(traced), await outcome(reading));
  }
  equal((await tracedOver()('https://a.example/')).status, 200, 'and works afterwards');
});

claim('has the shape of fetch', async () => {
  const traced = tracedOver();
  equal(typeof traced, 'function');
  const detached = { call: traced };
  equal((await detached.call('https://a.example/')).status, 200, 'as a method of something else');
  equal((await Reflect.apply(traced, undefined, ['https://a.example/'])).status, 200, 'without this');
  equal(traced('https://a.example/') instanceof Promise, true);
});

claim('calls globalThis.fetch as it is at the time of the call', async (host) => {
  const original = globalThis.fetch;
  const traced = traceFetch({ log: false });
  const marker = new Response('marker');
  globalThis.fetch = async () => marker;
  try {
    equal(await traced('https://a.example/'), marker);
  } finally {
    globalThis.fetch = original;
  }
  equal((await traced(`${host.echo}/echo`)).status, 200);
});

claim('state of one call never reaches another: 200 at once, each with its own answer', async () => {
  const lines = lineCollector();
  const fetch = async (input) => {
    const number = Number(new URL(input).searchParams.get('n'));
    await new Promise((resolve) => setTimeout(resolve, (number * 7) % 23));
    if (number % 3 === 0) throw new Error(`error ${number}`);
    return new Response(String(number), { status: number % 3 === 1 ? 200 : 500 });
  };
  const traced = traceFetch({ fetch, log: lines.log });
  const settled = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => traced(`https://a.example/?n=${n}`)));
  for (const [n, { value, reason }] of settled.entries()) {
    if (n % 3 === 0) equal(reason.message, `error ${n}`);
    else equal(await value.text(), String(n));
  }
  equal(new Set(lines.all().map((line) => line.span_id)).size, 200);
  for (const line of lines.all()) {
    const n = Number(new URL(line['url.full']).searchParams.get('n'));
    equal(line.status, n % 3 === 1 ? 'ok' : 'error', `line of ${n}`);
    equal(line['http.response.status_code'], [undefined, 200, 500][n % 3], `line of ${n}`);
  }
});
