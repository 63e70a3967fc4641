/** Whose traces are continued, and what is left of those that are not. */

import { adaptive, alwaysOff, alwaysOn, parentBased, traceHandler } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('trust');

const SECRET = 'correct-horse-battery';
const bySecret = { secretHeader: 'X-Trace-Secret', secret: SECRET };
const request = (headers = {}) => new Request('https://shop.example/cart', { headers });

function setUp(options, handler = () => new Response('ok')) {
  const lines = lineCollector();
  const origins = [];
  const traced = traceHandler(
    (...args) => {
      origins.push(args[3]?.origin);
      return handler(...args);
    },
    { log: lines.log, ...options },
  );
  return { lines, origins, traced };
}

claim('who knows the secret is continued, and nobody else', async () => {
  const { origins, traced } = setUp({ trust: bySecret });
  await traced(request({ traceparent: HEADER, 'x-trace-secret': SECRET }));
  deepEqual(origins.splice(0), ['continued']);
  const wrong = [
    '',
    SECRET.slice(1),
    SECRET.slice(0, -1),
    `${SECRET}x`,
    SECRET + SECRET,
    SECRET.toUpperCase(),
    `x${SECRET.slice(1)}`,
    `${SECRET.slice(0, -1)}x`,
    `${SECRET}, ${SECRET}`,
    'x'.repeat(10_000),
    '\u00e9'.repeat(SECRET.length),
  ];
  for (const sent of wrong) await traced(request({ traceparent: HEADER, 'x-trace-secret': sent }));
  await traced(request({ traceparent: HEADER }));
  deepEqual(new Set(origins), new Set(['restarted']));
  equal(origins.length, wrong.length + 1);
  await traced(request({ 'x-trace-secret': SECRET }));
  equal(origins.pop(), 'started', 'a secret alone continues nothing');
});

claim('the secret stays in the request, and is in no line and no answer', async () => {
  const seen = [];
  const { lines, traced } = setUp({ trust: bySecret }, (incoming) => {
    seen.push(incoming.headers.get('x-trace-secret'));
    throw new Error('broken');
  });
  const { calls } = await withConsole(async () => {
    for (const secret of [SECRET, `${SECRET}x`])
      await traced(request({ traceparent: HEADER, 'x-trace-secret': secret })).catch(() => {});
  });
  deepEqual(seen, [SECRET, `${SECRET}x`]);
  equal(lines.texts().join().includes(SECRET) || JSON.stringify(calls).includes(SECRET), false);
});

claim('a secret is read at set-up: a later change changes nothing', async () => {
  const trust = { ...bySecret };
  const { origins, traced } = setUp({ trust });
  trust.secret = 'another-secret-of-mine';
  trust.secretHeader = 'x-other';
  await traced(request({ traceparent: HEADER, 'x-trace-secret': SECRET }));
  deepEqual(origins, ['continued']);
});

claim('where options cannot be had, nobody is trusted: the secret may be what is missing', async () => {
  const origins = [];
  const traced = traceHandler(
    (incoming, env, ctx, trace) => {
      origins.push(trace.origin);
      return new Response('ok');
    },
    (env) => ({ trust: { secretHeader: 'x-trace-secret', secret: env.SECRET }, log: false }),
  );
  await withConsole(() => traced(request({ traceparent: HEADER, 'x-trace-secret': 'undefined' }), {}));
  await traced(request({ traceparent: HEADER, 'x-trace-secret': SECRET }), { SECRET });
  deepEqual(origins, ['restarted', 'continued']);
});

claim("a stranger's operation is a link in the line of the trace that starts instead, and nothing else", async () => {
  for (const trust of ['restart', () => false, bySecret]) {
    const { lines, traced } = setUp({ trust });
    await traced(request({ traceparent: HEADER, tracestate: 'vendor=x' }));
    const { links, trace_id, ...rest } = lines.one();
    deepEqual(links, [{ trace_id: TRACE_ID, span_id: PARENT_ID }]);
    equal(trace_id === TRACE_ID || 'parent_id' in rest, false);
    equal(JSON.stringify(rest).includes(PARENT_ID) || JSON.stringify(rest).includes('vendor'), false);
  }
});

claim('what is invalid, missing or continued is no link', async () => {
  const { lines, traced } = setUp({ trust: ({ headers }) => headers.has('x-inside') });
  await traced(request());
  await traced(request({ traceparent: 'garbage' }));
  await traced(request({ traceparent: HEADER.replace(TRACE_ID, '0'.repeat(32)) }));
  await traced(request({ traceparent: HEADER, 'x-inside': '1' }));
  deepEqual(
    lines.all().map((line) => 'links' in line),
    [false, false, false, false],
  );
});

claim(
  '100,000 forced flags within a minute record no more than the cap, and the caller is told',
  async ({ runtime }) => {
    // The same in a hundredth where a request costs much.
    const count = runtime === 'node' || runtime === 'bun' ? 100_000 : 1000;
    let now = 0;
    const sampler = parentBased(alwaysOn(), { maxPerSecond: 1, burst: 20, clock: () => now });
    const { lines, traced } = setUp({ sampler });
    let told = 0;
    for (let n = 0; n < count; n++, now += 60_000 / count) {
      const response = await traced(request({ traceparent: HEADER }));
      if (response.headers.get('server-timing').endsWith('-01"')) told++;
    }
    const kept = lines.texts().length;
    equal(kept <= 80 && kept >= 75, true, `${kept} lines`);
    equal(told, kept);
  },
);

claim('where strangers restart, their flags force nothing: the root decides, such as a rate', async () => {
  let now = 0;
  const sampler = parentBased(adaptive({ targetPerSecond: 1, clock: () => now }));
  const { lines, traced } = setUp({ trust: 'restart', sampler });
  for (let n = 0; n < 600; n++, now += 100) await traced(request({ traceparent: n % 2 ? HEADER : UNSAMPLED }));
  const kept = lines.texts().length;
  equal(kept >= 60 && kept <= 61, true, `${kept} lines in a minute`);
});

claim("a caller's -00 cannot hide an error", async () => {
  const fails = () => new Response('broken', { status: 500 });
  for (const options of [
    { errors: 'always' },
    { errors: 'always', sampler: parentBased(alwaysOff(), { maxPerSecond: 1 }) },
  ]) {
    const { lines, traced } = setUp(options, fails);
    await traced(request({ traceparent: UNSAMPLED }));
    const { status, sampled, trace_id, trace_flags } = lines.one();
    deepEqual([status, sampled, trace_id, trace_flags], ['error', 'late', TRACE_ID, '00']);
  }
  match(UNSAMPLED, /-00$/);
});

claim('a secret that is given in the wrong place is not told to anybody', () => {
  const { message } = throws(() => traceHandler(() => new Response('ok'), { trust: SECRET }), TypeError);
  match(message, /option trust must be/);
  equal(message.includes(SECRET), false);
});
