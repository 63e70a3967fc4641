import { alwaysOff, getActiveSpan, memorySink, startActiveSpan, startSpan, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('names of spans');

claim('setName renames a span until it ends', () => {
  const sink = memorySink();
  const span = startSpan('first', { log: sink });
  equal(span.setName('second'), span);
  equal(span.name, 'second');
  span.end();
  span.setName('third');
  startActiveSpan('outer', { log: sink }, () => getActiveSpan().setName(/** @type {any} */ (5)));
  deepEqual(
    sink.records.map(({ name }) => name),
    ['second', '5'],
  );
});

claim('a call is named by its template, and fetch gets none of it', async () => {
  const sink = memorySink();
  const { fetch: inner, calls } = recordingFetch();
  const fetch = traceFetch({ fetch: inner, log: sink });
  await fetch('https://api.example/carts/7', { method: 'DELETE', tracehop: { template: '/carts/{id}' } });
  await fetch('https://api.example/carts/7', { method: 'PROPFIND', tracehop: { template: '/carts/{id}' } });
  await fetch('https://api.example/carts/7');
  const { result: answer } = await withConsole(() =>
    fetch('https://api.example/carts/7', { tracehop: { template: /** @type {any} */ (7) } }),
  );
  equal(answer.status, 200);
  deepEqual(
    sink.records.map(({ name, fields }) => [name, fields['url.template']]),
    [
      ['DELETE /carts/{id}', '/carts/{id}'],
      ['HTTP /carts/{id}', '/carts/{id}'],
      ['GET', undefined],
      ['GET', undefined],
    ],
  );
  equal('tracehop' in calls[0][1], false);
});

/** The only span of a request to a handler with these options: its name and its route. */
async function named(options, answer = () => new Response('ok'), method = 'GET') {
  const sink = memorySink();
  const traced = traceHandler(answer, { ...options, log: sink, errorResponse: true });
  await traced(new Request('https://shop.example/carts/7', { method }));
  const [{ name, fields }] = sink.records.filter(({ kind }) => kind === 'server');
  return [name, fields['http.route']];
}

claim('a request is named by its route: a text, or what a function says of the request', async () => {
  deepEqual(await named({}), ['GET', undefined]);
  deepEqual(await named({ route: '/carts/:id' }), ['GET /carts/:id', '/carts/:id']);
  deepEqual(await named({ route: '/carts/:id' }, undefined, 'PROPFIND'), ['HTTP /carts/:id', '/carts/:id']);
  const route = ({ url }) => new URL(url).pathname.replace(/\d+/, ':id');
  const names = [];
  const onStart = (span) => names.push(span.name);
  deepEqual(await named({ route, onStart }), ['GET /carts/:id', '/carts/:id']);
  deepEqual(names, ['GET /carts/:id']);
});

claim('a route that is known late is found when the request has been answered, also by an error', async () => {
  for (const answer of [
    () => new Response('ok'),
    () => {
      throw new Error('no stock');
    },
  ]) {
    let matched;
    const route = () => matched;
    const handler = (...args) => {
      matched = '/carts/:id';
      return answer(...args);
    };
    deepEqual(await named({ route }, handler), ['GET /carts/:id', '/carts/:id']);
  }
});

claim('what the application has named keeps its name', async () => {
  const handler = () => {
    getActiveSpan()?.setName('GET of a cart');
    return new Response('ok');
  };
  const [name] = await named({ route: () => undefined }, handler);
  equal(name, 'GET of a cart');
});

claim('a route function that fails or gives no route names nothing', async () => {
  const failing = [
    () => {
      throw new Error('no route');
    },
    () => 5,
    () => '',
    () => 'x'.repeat(257),
    async () => '/carts/:id',
  ];
  await withConsole(async () => {
    for (const route of failing) deepEqual(await named({ route }), ['GET', undefined]);
  });
});

const late = about('errors of calls');

late('with errors: always a call that fails is written though its trace is not sampled', async () => {
  const sink = memorySink();
  const answers = [new Response(''), new Response('', { status: 404 }), new Response('', { status: 500 })];
  const { fetch: inner, headers } = recordingFetch(() => {
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('no network');
    return answer;
  });
  const targets = ['https://api.example'];
  const fetch = traceFetch({ fetch: inner, log: sink, targets, sampler: alwaysOff(), errors: 'always' });
  for (let n = 0; n < 3; n++) await fetch('https://api.example/');
  await rejects(fetch('https://api.example/'), /no network/);
  deepEqual(
    sink.records.map(({ name, status, sampled, fields }) => [name, status, sampled, fields['error.type']]),
    [
      ['GET', 'error', 'late', '404'],
      ['GET', 'error', 'late', '500'],
      ['GET', 'error', 'late', 'TypeError'],
    ],
  );
  equal(/-0[02]$/.test(headers(1).get('traceparent')), true, 'the flag stays');
});

late('without it, it is not', async () => {
  const sink = memorySink();
  const { fetch: inner } = recordingFetch(() => new Response('', { status: 500 }));
  const fetch = traceFetch({ fetch: inner, log: sink, sampler: alwaysOff(), errors: 'sampled' });
  await fetch('https://api.example/');
  equal(sink.records.length, 0);
});
