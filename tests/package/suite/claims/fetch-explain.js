/** What explain() says is what happens: asked about real calls, whose headers the server kept. */

import { adaptive, alwaysOff, extract, instrumentFetch, parentBased, setEnabled, traceFetch } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, UNSAMPLED } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch explain');

const parent = (traceparent = HEADER, tracestate = 'vendor=x') => extract({ traceparent, tracestate });

/**
 * Each call by name: options of traceFetch, arguments for a URL, and what its reason says. Those that are sent come
 * first.
 */
const sent = {
  'a target': [{}, (url) => [url], /^sent: targets\[0\] matches$/],
  'a URL': [{}, (url) => [new URL(url)], /targets\[0\]/],
  'a Request': [{}, (url) => [new Request(url)], /targets\[0\]/],
  'a Request with a body': [{}, (url) => [new Request(url, { method: 'POST', body: 'x' })], /targets\[0\]/],
  'a body': [{}, (url) => [url, { method: 'POST', body: 'x' }], /targets\[0\]/],
  'a pattern': [{ targets: [/nowhere/, /kept/] }, (url) => [url], /targets\[1\]/],
  'a function': [{ targets: [() => true] }, (url) => [url], /targets\[0\]/],
  'an unsampled trace': [{ context: () => parent(UNSAMPLED) }, (url) => [url], /targets\[0\]/],
  'a sampled trace with omit': [{ context: () => parent(), unsampled: 'omit' }, (url) => [url], /targets\[0\]/],
  'a new trace with omit': [{ unsampled: 'omit' }, (url) => [url], /targets\[0\]/],
  'a replaced traceparent': [
    { override: 'replace' },
    (url) => [url, { headers: { traceparent: HEADER } }],
    /targets\[0\]/,
  ],
  'a received traceparent': [
    { context: () => parent() },
    (url) => [url, { headers: { traceparent: HEADER } }],
    /targets\[0\]/,
  ],
  'the own tracestate': [
    { context: () => parent() },
    (url) => [url, { headers: { tracestate: 'a=1' } }],
    /targets\[0\]/,
  ],
  'sampled by the call': [
    { unsampled: 'omit', sampler: alwaysOff() },
    (url) => [url, { tracehop: { sampled: true } }],
    /targets\[0\]/,
  ],
  'asked to be sent': [{}, (url) => [url, { tracehop: { sent: true } }], /targets\[0\]/],
  enabled: [{ enabled: () => true }, (url) => [url], /targets\[0\]/],
  'a generator of headers': [
    {},
    (url) => [
      url,
      {
        headers: (function* () {
          yield ['x-own', '1'];
        })(),
      },
    ],
    /targets\[0\]/,
  ],
};
const notSent = {
  'outside the targets': [{ targets: ['https://a.example'] }, (url) => [url], /^not sent: no entry of targets/],
  'no targets': [{ targets: undefined }, (url) => [url], /page's own origin/],
  ignored: [{ ignore: [/kept/] }, (url) => [url], /ignore\[0\] matches/],
  'the own traceparent': [{}, (url) => [url, { headers: { TraceParent: HEADER } }], /own traceparent/],
  'the own traceparent in a Request': [
    {},
    (url) => [new Request(url, { headers: { traceparent: HEADER } })],
    /own traceparent/,
  ],
  'an invalid traceparent of its own': [{}, (url) => [url, { headers: { traceparent: 'x' } }], /own traceparent/],
  'unsampled and omit': [
    { context: () => parent(UNSAMPLED), unsampled: 'omit' },
    (url) => [url],
    /not sampled.*'omit'/,
  ],
  'unsampled by the sampler and omit': [
    { sampler: alwaysOff(), unsampled: 'omit' },
    (url) => [url],
    /not sampled.*'omit'/,
  ],
  'unsampled by the call and omit': [
    { context: () => parent(), unsampled: 'omit' },
    (url) => [url, { tracehop: { sampled: false } }],
    /not sampled/,
  ],
  'declined by the call': [{}, (url) => [url, { tracehop: { sent: false } }], /init\.tracehop\.sent is false/],
  'a plain fetch': [{}, (url) => [url, { tracehop: false }], /init\.tracehop is false: a plain fetch/],
  'sent: true outside the targets': [
    { targets: [] },
    (url) => [url, { tracehop: { sent: true } }],
    /no entry of targets/,
  ],
  disabled: [{ enabled: false }, (url) => [url], /tracing is off: option enabled/],
  'disabled by a function': [{ enabled: () => false }, (url) => [url], /tracing is off: option enabled/],
  'no consent in a word': [{ enabled: () => 'no' }, (url) => [url], /tracing is off: option enabled/],
  'no-cors': [{}, (url) => [url, { mode: 'no-cors' }], /no-cors|fetch refuses/],
  'data:': [{ targets: [() => true] }, () => ['data:,x'], /http and https only/],
  'an invalid URL': [{}, () => ['https://['], /not a valid URL/],
  'no argument': [{}, () => [], /not a valid URL/],
  'a symbol': [{}, () => [Symbol('s')], /cannot be read/],
};

/** What one host or another refuses. */
const refused = {
  'a method that is no word': [{}, (url) => [url, { method: 'G T' }]],
  'headers that are no headers': [{}, (url) => [url, { headers: { 'in valid': 'x' } }]],
  'a body of GET': [{}, (url) => [url, { method: 'GET', body: 'x' }]],
  'user and password': [{}, (url) => [url.replace('//', '//user:password@')]],
};

let calls = 0;

/** Whether our header arrived with a call; undefined where no request did. */
async function arrived({ echo }, traced, argumentsFor) {
  const id = `explain-${calls++}`;
  const args = argumentsFor(`${echo}/kept/${id}`);
  const explained = traced.explain(...args);
  await (async () => traced(...args))().catch(() => {});
  const answer = await fetch(`${echo}/kept-of/${id}`);
  if (answer.status !== 200) return { explained, header: undefined };
  const { headers } = await answer.json();
  const own = headers.filter(([name]) => name.toLowerCase() === 'traceparent').map(([, value]) => value);
  return { explained, header: own.length > 0 && own.join() !== HEADER && own.join() !== 'x' };
}

for (const [expected, table] of [
  [true, sent],
  [false, notSent],
]) {
  for (const [name, [options, argumentsFor, reason]] of Object.entries(table)) {
    claim(`${name}: ${expected ? 'sent' : 'not sent'}, says explain, and so it is on the wire`, async (host) => {
      host.expectConsoleError(/status of 404/);
      await withConsole(async () => {
        const lines = lineCollector();
        const traced = traceFetch({ targets: [host.echo], log: lines.log, debug: true, ...options });
        const { explained, header } = await arrived(host, traced, argumentsFor);
        equal(explained.sent, expected, explained.reason);
        match(explained.reason, reason);
        equal(header ?? false, expected, 'on the wire');
        // Whether fetch refuses a call is not asked before it is made.
        if (lines.texts().length === 1 && !/refuses/.test(explained.reason)) {
          deepEqual([lines.one()['tracehop.sent'], lines.one()['tracehop.reason']], [explained.sent, explained.reason]);
        }
      });
    });
  }
}

for (const [name, [options, argumentsFor]] of Object.entries(refused)) {
  claim(`${name}: explain knows whether this host's fetch refuses it`, async (host) => {
    const traced = traceFetch({ targets: [host.echo], log: false, ...options });
    host.expectConsoleError(/status of 404/);
    const { explained, header } = await arrived(host, traced, argumentsFor);
    // Bun's Request takes a body with GET, and its fetch does not.
    if (host.runtime === 'bun' && name === 'a body of GET') return;
    equal(explained.sent, header ?? false, explained.reason);
    if (!explained.sent) match(explained.reason, /^not sent: fetch refuses these arguments$/);
  });
}

claim('explain repeats nothing of what fetch refuses', () => {
  const { explain } = traceFetch({ targets: ['https://a.example'], log: false });
  for (const [input, init] of [
    ['https://me:hunter2@a.example/x?token=hunter2'],
    ['https://a.example/', { headers: { authorization: 'Bearer hunter2\n\u2028' } }],
    ['https://a.example/', { headers: [['x', 'hunter2\u0000']] }],
    ['https://a.example/', { method: 'hunter2 ' }],
    ['https://me:hunter2@'],
    [
      'https://a.example/',
      {
        get method() {
          throw new Error('hunter2');
        },
      },
    ],
  ]) {
    equal(/hunter2/.test(JSON.stringify(explain(input, init))), false, `${input}`);
  }
});

claim('explain says that tracing was turned off or undone', (host) => {
  const traced = traceFetch({ targets: [host.echo] });
  setEnabled(false);
  try {
    deepEqual(traced.explain(host.echo), {
      sent: false,
      reason: 'not sent: tracing is off: setEnabled(false) was called',
    });
  } finally {
    setEnabled(true);
  }
  const undo = instrumentFetch({ targets: [host.echo], log: false });
  const { explain } = globalThis.fetch;
  equal(explain(host.echo).sent, true);
  undo();
  deepEqual(explain(host.echo), { sent: false, reason: 'not sent: tracing is off: instrumentFetch was undone' });
});

claim('cors names the headers that would go, and only those', (host) => {
  const url = 'https://a.example/';
  const cors = (options, init) => traceFetch({ targets: [url], ...options }).explain(url, init).cors;
  const line = (names) => (host.page ? `Access-Control-Allow-Headers: ${names}` : undefined);
  equal(cors({}), line('traceparent'));
  equal(cors({ context: () => parent() }), line('traceparent, tracestate'));
  equal(cors({ context: () => parent(HEADER, '') }), line('traceparent'));
  equal(
    cors({ context: () => parent() }, { headers: { tracestate: 'a=1' } }),
    line('traceparent'),
    "the caller's own list is the caller's",
  );
  equal(cors({ context: () => parent() }, { tracehop: { sent: false } }), undefined);
});

claim('explain changes and uses up nothing', () => {
  const traced = traceFetch({ targets: ['https://a.example'], fetch: recordingFetch().fetch, log: false });
  const request = new Request('https://a.example/', { method: 'POST', body: 'x' });
  const headers = (function* () {
    yield ['x-own', '1'];
  })();
  const init = Object.freeze({ tracehop: Object.freeze({ sent: true }), headers });
  equal(traced.explain(request).sent, true);
  equal(traced.explain('https://a.example/', init).sent, true);
  equal(request.bodyUsed, false);
  deepEqual([...headers], [['x-own', '1']]);
});

claim('explain takes no token and asks no sampler that counts', async () => {
  const clock = () => 0;
  for (const sampler of [
    adaptive({ targetPerSecond: 1, clock }),
    parentBased(adaptive({ targetPerSecond: 1, clock })),
  ]) {
    const next = recordingFetch();
    const options = { targets: ['https://a.example'], log: false, fetch: next.fetch, unsampled: 'omit', sampler };
    const fetch = traceFetch(options);
    for (let n = 0; n < 20; n++) equal(fetch.explain('https://a.example/').sent, true, `${n}`);
    await fetch('https://a.example/');
    equal(next.headers().has('traceparent'), true, 'the token is still there');
    for (let n = 0; n < 20; n++) match(fetch.explain('https://a.example/').reason, /not sampled/);
  }
  let asked = 0;
  const counting = { shouldSample: () => asked++ < 5, mark: () => asked++ };
  const options = { targets: ['https://a.example'], log: false, sampler: counting };
  equal(traceFetch(options).explain('https://a.example/').sent, true);
  equal(traceFetch({ ...options, sampler: parentBased(counting) }).explain('https://a.example/').sent, true);
  equal(asked, 0);
});

claim('a stream as the body is not touched by explain', () => {
  const body = new ReadableStream();
  equal(
    traceFetch({ targets: ['https://a.example'] }).explain('https://a.example/', {
      method: 'POST',
      body,
      duplex: 'half',
    }).sent,
    true,
  );
  equal(body.locked, false);
});

claim('a Request whose body was read is refused', async (host) => {
  const request = new Request(`${host.echo}/echo`, { method: 'POST', body: 'x' });
  await request.text();
  match(traceFetch({ targets: [host.echo] }).explain(request).reason, /fetch refuses/);
});

claim('debug adds the decision to the line: sent, reason, the rule as text, and cors in a page', async (host) => {
  const named = Object.defineProperty((url) => url.hostname === 'c.example', 'name', { value: 'named' });
  const targets = ['https://a.example', /b\.example/, named, (url) => url.hostname === 'd.example'];
  for (const [url, rule] of [
    ['https://a.example/', 'https://a.example'],
    ['https://b.example/', '/b\\.example/'],
    ['https://c.example/', 'named'],
    ['https://d.example/', 'a function'],
    ['https://e.example/', undefined],
  ]) {
    const lines = lineCollector();
    await traceFetch({ targets, fetch: recordingFetch().fetch, log: lines.log, debug: true })(url);
    const line = lines.one();
    equal(line['tracehop.sent'], rule !== undefined, url);
    match(line['tracehop.reason'], /^(not )?sent: \S+ \S+/, url);
    equal(line['tracehop.rule'], rule, url);
    equal(line['tracehop.cors'], host.page && rule ? 'Access-Control-Allow-Headers: traceparent' : undefined, url);
  }
});

claim('without debug a line says nothing of the decision', async () => {
  for (const debug of [undefined, false]) {
    const lines = lineCollector();
    await traceFetch({ targets: ['https://a.example'], fetch: recordingFetch().fetch, log: lines.log, debug })(
      'https://a.example/',
    );
    deepEqual(
      Object.keys(lines.one()).filter((key) => key.startsWith('tracehop')),
      [],
    );
  }
});
