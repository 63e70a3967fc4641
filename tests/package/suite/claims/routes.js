import { alwaysOff, alwaysOn, byRoute, extract, parentBased, ratio, startSpan, traceHandler } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, UNSAMPLED } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('routes');

const off = alwaysOff();
const on = alwaysOn();
const started = () => extract({});
const ask = (sampler, path, method = 'GET') =>
  sampler.shouldSample(started(), { method, url: `https://shop.example${path}` });

claim('byRoute() asks the first route that covers method and path, and else the other sampler', () => {
  const sampler = byRoute(
    [
      { path: '/health', sampler: off },
      { path: '/orders', method: 'POST', sampler: on },
      { path: '/orders', sampler: off },
      { path: '/', method: 'OPTIONS', sampler: off },
    ],
    on,
  );
  const expected = [
    ['/health', false],
    ['/health/live', false],
    ['/healthz', true],
    ['/x/health', true],
    ['/', true],
    ['/orders', false],
    ['/orders/7', false],
    ['/orders', true, 'POST'],
    ['/orders/7', true, 'POST'],
    ['/cart', false, 'OPTIONS'],
  ];
  for (const [path, answer, method] of expected) equal(ask(sampler, path, method), answer, `${method} ${path}`);
});

claim('byRoute() compares the path that a URL parser finds, and never the query, the fragment or the host', () => {
  const sampler = byRoute([{ path: '/health', sampler: off }], on);
  for (const path of ['/?/health', '/?a=/health', '/#/health', '/cart?next=/health', '/%68ealth', '/Health'])
    equal(ask(sampler, path), true, path);
  for (const path of ['/health?deep=1', '/cart/../health', '/./health/', '/health#x'])
    equal(ask(sampler, path), false, path);
  equal(sampler.shouldSample(started(), { method: 'GET', url: 'https://health/health2' }), true);
  const accents = byRoute([{ path: '/caf%C3%A9', sampler: off }], on);
  equal(ask(accents, '/caf\u00e9'), false);
});

claim(
  'byRoute() asks the other sampler where there is no request, or one without a URL; by default it is that of a handler',
  () => {
    const sampler = byRoute([{ path: '/', sampler: on }], off);
    for (const request of [undefined, null, {}, { method: 'GET', url: 'no url' }])
      equal(sampler.shouldSample(started(), request), false);
    equal(startSpan('work', { sampler, log: false }).context.traceFlags, 2);
    for (const [header, answer] of [
      [HEADER, true],
      [UNSAMPLED, false],
    ]) {
      equal(byRoute([]).shouldSample(extract({ traceparent: header })), answer);
    }
    equal(byRoute([]).shouldSample(started()), true);
  },
);

claim('a handler decides by route, whatever the caller wants, and a share says what it is', async () => {
  const lines = lineCollector();
  const sampler = byRoute([
    { path: '/health', sampler: off },
    { path: '/share', sampler: ratio(1) },
    { path: '/in', sampler: parentBased(byRoute([{ path: '/in/off', sampler: off }], on)) },
  ]);
  const traced = traceHandler((request, env, ctx, trace) => new Response(String(trace.tracestate)), {
    sampler,
    log: lines.log,
  });
  const answer = async (path, headers) =>
    (await traced(new Request(`https://shop.example${path}`, { headers }))).text();
  await answer('/health', { traceparent: HEADER });
  await answer('/in/off');
  equal(lines.texts().length, 0);
  deepEqual([await answer('/share'), await answer('/in/on'), await answer('/cart')], ['ot=th:0', '', '']);
  deepEqual(
    lines.all().map((line) => line['url.path']),
    ['/share', '/in/on', '/cart'],
  );
});

claim('a sampler of the application gets the request', async () => {
  const seen = [];
  const sampler = { shouldSample: (context, request) => seen.push(request) > 0 };
  const incoming = new Request('https://shop.example/cart', { method: 'POST' });
  await traceHandler(() => new Response('ok'), { sampler, log: false })(incoming);
  deepEqual(
    seen.map((request) => request === incoming),
    [true],
  );
  startSpan('work', { sampler, log: false });
  equal(seen[1], undefined);
});

claim('a sampler behind a route that fails breaks no request', async () => {
  const sampler = byRoute([
    {
      path: '/',
      sampler: {
        shouldSample() {
          throw new Error('from the sampler');
        },
      },
    },
  ]);
  const { result } = await withConsole(() =>
    traceHandler(() => new Response('ok'), { sampler, log: false })(new Request('https://shop.example/')),
  );
  equal(await result.text(), 'ok');
});

claim('byRoute() refuses what is no list of routes, and says which one is wrong and why', () => {
  for (const routes of [undefined, null, {}, 'text', 5])
    match(throws(() => byRoute(routes), TypeError).message, /routes must be a list/);
  for (const otherwise of [null, 5, {}, () => true])
    match(throws(() => byRoute([], otherwise), TypeError).message, /otherwise/);
  const wrong = [
    [undefined, /path is missing/],
    [null, /object/],
    ['/health', /object/],
    [{}, /path is missing/],
    [{ path: '/' }, /sampler is missing/],
    [{ path: '/', sampler: 5 }, /sampler/],
    [{ path: '/', sampler: on, methods: ['GET'] }, /methods/],
    ...[
      'health',
      '',
      '/a?b',
      '/a#b',
      '/a/*',
      '/a b',
      '/a/../b',
      '/caf\u00e9',
      '//evil.example/',
      'https://shop.example/health',
      5,
      /a/,
      '/a\nb',
    ].map((path) => [{ path, sampler: on }, /path/]),
    ...['get', '', 'GET POST', '*', 5, ['GET'], 'GET\n'].map((method) => [
      { path: '/', method, sampler: on },
      /method/,
    ]),
  ];
  for (const [route, expected] of wrong) {
    const { message } = throws(() => byRoute([{ path: '/', sampler: on }, route]), TypeError, String(route?.path));
    match(message, /routes\[1\]/);
    match(message, expected);
  }
});

claim('byRoute() reads its routes at set-up', () => {
  const routes = [{ path: '/health', sampler: off }];
  const sampler = byRoute(routes, on);
  routes[0].sampler = on;
  routes.length = 0;
  equal(ask(sampler, '/health'), false);
});

claim('byRoute() decides about the longest path and method, and takes no more routes than it can look at', () => {
  const sampler = byRoute([{ path: '/health', sampler: off }], on);
  const long = 'x'.repeat(40_000);
  equal(ask(sampler, `/health/${long}`), false);
  equal(ask(sampler, `/health${long}`), true);
  equal(ask(sampler, '/health', long), false);
  equal(ask(byRoute([{ path: '/health', method: 'GET', sampler: off }], on), '/health', long), true);
  const many = Array.from({ length: 2000 }, (_, index) => ({ path: `/section/${index}`, sampler: off }));
  match(throws(() => byRoute(many), TypeError).message, /the routes have more than 16000 characters/);
});
