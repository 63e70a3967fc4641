/**
 * Option `redirects` with followRedirects: over every chain of redirects, headers reach the targets and nobody else.
 */

import { extract, followRedirects, traceFetch } from 'tracehop';
import { deepEqual, equal, match, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, VALID } from '../support/examples.js';
import { readsFrozen } from '../support/frozen.js';
import { lineCollector } from '../support/lines.js';

const claim = about('fetch redirects');

const CODES = [301, 302, 303, 307, 308];

/**
 * A URL that leads through these steps: `in` and `out` are the origins, each but the last with the status that leads
 * on.
 */
function chainOf(host, steps, codes, key) {
  const [step, ...rest] = steps;
  const origin = step === 'in' ? host.echo : host.away;
  if (rest.length === 0) return `${origin}/echo?key=${key}`;
  const next = chainOf(host, rest, codes.slice(1), key);
  // To the same origin by path alone, as most servers do.
  const to = rest[0] === step ? next.slice(origin.length) : next;
  return `${origin}/redirect/${codes[0]}?key=${key}&to=${encodeURIComponent(to)}`;
}

/** Calls it, and says what the caller sees and what arrived. */
async function outcomeOf(host, call, { steps, codes, argsOf = (url) => [url] }) {
  const key = crypto.randomUUID();
  const url = chainOf(host, steps, codes, key);
  let seen;
  try {
    const response = await call(...argsOf(url));
    const copy = response.clone();
    // This runtime's own fetch never says that it was.
    const redirected = host.runtime === 'edge-runtime' || response.redirected;
    // And Deno's has one type for all.
    const type = host.runtime === 'deno' || response.type;
    seen = [
      response.status,
      type,
      response.url.replaceAll(key, 'KEY'),
      redirected,
      copy.redirected === response.redirected,
      copy.url.length,
      response.bodyUsed,
    ];
    await Promise.all([response.text(), copy.text()]);
  } catch (error) {
    seen = error instanceof Error ? error.name : 'no error';
  }
  const arrived = await (await fetch(`${host.echo}/arrived/${key}`)).json();
  return { seen, arrived };
}

const OURS = ['traceparent', 'tracestate'];
/** Those of the connection, and ours. */
const OTHERS = ['connection', 'cf-connecting-ip', 'cf-ray', 'content-length', 'transfer-encoding', 'referer', ...OURS];

/** What workerd sends on where there is no body any more. */
const isLeftOver = (name, body) => name === 'content-type' && body === '';

const comparable = ({ seen, arrived }) => [
  seen,
  arrived.map(({ origin, method, headers, body }) => [
    origin,
    method,
    Object.entries(headers)
      .filter(([name]) => !OTHERS.includes(name) && !isLeftOver(name, body))
      .sort(),
    body,
  ]),
];

function setUp(host, options = {}) {
  const lines = lineCollector();
  const context = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
  return {
    lines,
    traced: traceFetch({ targets: [host.echo], log: lines.log, redirects: followRedirects, context, ...options }),
  };
}

/** The call is as the bare one, but for our headers, which come to the targets and to nobody else. */
async function check(host, chain) {
  const { lines, traced } = setUp(host);
  const what = `${chain.steps} by ${chain.codes}`;
  const bare = await outcomeOf(host, fetch, chain);
  const got = await outcomeOf(host, traced, chain);
  deepEqual(comparable(got), comparable(bare), what);
  for (const { origin, headers } of got.arrived) {
    const isSent = origin === host.echo && chain.steps[0] === 'in';
    if (isSent) match(headers.traceparent, VALID, `${what}: traceparent to a target`);
    else equal(headers.traceparent, undefined, `${what}: traceparent to ${origin}`);
    equal(headers.tracestate, isSent ? 'vendor=x' : undefined, `${what}: tracestate to ${origin}`);
  }
  equal(lines.texts().length, 1, what);
}

function* codesOf(length) {
  if (length === 0) yield [];
  else for (const code of CODES) for (const rest of codesOf(length - 1)) yield [code, ...rest];
}

for (const steps of [
  ['in', 'out'],
  ['out', 'in'],
  ['in', 'in'],
  ['in', 'out', 'in'],
  ['in', 'in', 'out'],
  ['out', 'in', 'out'],
  ['in', 'out', 'out'],
]) {
  claim(`${steps.join(' to ')}, by every status: our headers come to the targets alone`, async (host) => {
    if (host.page) return;
    for (const codes of codesOf(steps.length - 1)) await check(host, { steps, codes });
  });
}

const ARGUMENTS = {
  'a POST of text': (url) => [url, { method: 'POST', body: 'text' }],
  'a POST of parameters': (url) => [url, { method: 'POST', body: new URLSearchParams({ a: '1' }) }],
  'a POST of a Blob': (url) => [url, { method: 'POST', body: new Blob(['blob'], { type: 'text/x' }) }],
  'an empty POST': (url) => [url, { method: 'POST' }],
  'a PUT of text': (url) => [url, { method: 'PUT', body: 'text', headers: { 'content-type': 'text/x', 'x-own': '1' } }],
  'a HEAD': (url) => [url, { method: 'HEAD' }],
  'a DELETE': (url) => [url, { method: 'DELETE' }],
  'a URL': (url) => [new URL(url)],
  'a Request': (url) => [new Request(url, { headers: { 'x-own': '1' } })],
  'a Request with a body': (url) => [new Request(url, { method: 'POST', body: 'of a Request' })],
  'a Request with another body': (url) => [new Request(url, { method: 'POST', body: 'hidden' }), { body: 'seen' }],
};

for (const [name, argsOf] of Object.entries(ARGUMENTS)) {
  claim(`${name} is sent on as fetch sends it on`, async (host) => {
    if (host.page) return;
    for (const codes of [...codesOf(1), [307, 303], [308, 307]]) {
      const steps = codes.length === 1 ? ['in', 'out'] : ['in', 'in', 'out'];
      await check(host, { steps, codes, argsOf });
    }
  });
}

// What some hosts' own fetch sends on is not what it sent first.
claim('bytes and forms are sent on, as they were when fetch was called', async (host) => {
  if (host.page) return;
  const { traced } = setUp(host);
  const body = new TextEncoder().encode('before');
  const bytes = await outcomeOf(
    host,
    (url) => {
      const call = traced(url, { method: 'POST', body });
      body.fill(0x78);
      return call;
    },
    { steps: ['in', 'out'], codes: [307] },
  );
  deepEqual(
    bytes.arrived.map((request) => request.body),
    ['before', 'before'],
  );

  const data = new FormData();
  data.append('a', '1');
  const form = await outcomeOf(host, traced, {
    steps: ['in', 'in', 'out'],
    codes: [308, 307],
    argsOf: (url) => [url, { method: 'POST', body: data }],
  });
  for (const { headers, body: text } of form.arrived) {
    const [, boundary] = /^multipart\/form-data; boundary="?([^"]+)"?$/.exec(headers['content-type']);
    match(text, new RegExp(`^--${boundary}\r\n[^]*name="a"\r\n\r\n1\r\n--${boundary}--`));
  }
  equal(form.arrived.length, 3);
});

claim('a secret for one origin does not leave it', async (host) => {
  if (host.page) return;
  const { traced } = setUp(host);
  const argsOf = (url) => [url, { headers: { authorization: 'Bearer secret', cookie: 'secret=1', 'x-own': '1' } }];
  const { arrived } = await outcomeOf(host, traced, {
    steps: ['in', 'in', 'out', 'in'],
    codes: [302, 302, 302],
    argsOf,
  });
  deepEqual(
    arrived.map(({ headers }) => ['authorization' in headers, headers['x-own']]),
    [
      [true, '1'],
      [true, '1'],
      [false, '1'],
      [false, '1'],
    ],
  );
  equal(JSON.stringify(arrived.slice(2)).includes('secret'), false);
});

claim("redirect: 'manual' and 'error' stay what they are", async (host) => {
  host.expectConsoleError(/ERR_FAILED/);
  const { lines, traced } = setUp(host);
  const steps = ['in', 'out'];
  for (const redirect of ['manual', 'error']) {
    const argsOf = (url) => [url, { redirect }];
    const [bare, got] = [
      await outcomeOf(host, fetch, { steps, codes: [302], argsOf }),
      await outcomeOf(host, traced, { steps, codes: [302], argsOf }),
    ];
    deepEqual(got.seen, bare.seen, redirect);
    const arrivedAt = ({ arrived }) => arrived.filter(({ method }) => method !== 'OPTIONS').map(({ origin }) => origin);
    deepEqual(arrivedAt(got), arrivedAt(bare), redirect);
    equal(arrivedAt(got).includes(host.away), false, redirect);
  }
  equal(lines.texts().length, 2);
});

claim('an answer that is no redirect is the very one that fetch gave', async (host) => {
  const response = new Response('ok');
  const { traced } = setUp(host, { fetch: async () => response });
  equal(await traced(`${host.echo}/echo`), response);
  deepEqual(
    [response.bodyUsed, response.body.locked, Object.getOwnPropertyNames(response).includes('redirected')],
    [false, false, false],
  );
  for (const status of [300, 304, 305, 306]) {
    const answer = new Response(null, { status, headers: { location: host.away } });
    equal(await setUp(host, { fetch: async () => answer }).traced(`${host.echo}/echo`), answer, String(status));
  }
  const leadsNowhere = new Response(null, { status: 302 });
  equal(await setUp(host, { fetch: async () => leadsNowhere }).traced(`${host.echo}/echo`), leadsNowhere);
});

claim('whatever fetch settles with is passed on', async (host) => {
  for (const odd of [
    undefined,
    null,
    'text',
    5,
    {},
    { status: 302 },
    {
      get status() {
        throw new Error('getter');
      },
    },
  ]) {
    equal(await setUp(host, { fetch: async () => odd }).traced(`${host.echo}/echo`), odd);
  }
  const error = new RangeError('refused');
  await rejects(setUp(host, { fetch: () => Promise.reject(error) }).traced(`${host.echo}/echo`), error);
});

claim('a Location that leads nowhere is a TypeError, and so is a body that cannot be sent again', async (host) => {
  if (host.page) return;
  const streaming = (url) => [url, { method: 'POST', duplex: 'half', body: new Blob(['text']).stream() }];
  for (const [location, argsOf] of [
    ['http://[', (url) => [url]],
    ['data:,x', (url) => [url]],
    ['ftp://a.example/', (url) => [url]],
    [host.away, streaming],
  ]) {
    const { lines, traced } = setUp(host);
    await rejects(traced(...argsOf(`${host.echo}/redirect/307?to=${encodeURIComponent(location)}`)), TypeError);
    deepEqual([lines.one().status, lines.one()['error.type']], ['error', 'TypeError'], location);
  }
});

claim('the bytes of a Location lead where fetch goes: UTF-8, none of it, and both', async (host) => {
  if (host.page) return;
  const { traced } = setUp(host);
  for (const bytes of ['\xc3\xbc', '\xfc', '\xc3\xbc-\xfc', 'a b\xa0', 'a\tb', '?q=\xc3\xbc#\xfc']) {
    const url = `${host.echo}/redirect/302?to=${encodeURIComponent(`/echo/${bytes}`)}`;
    const [bare, got] = [await fetch(url), await traced(url)];
    let wanted = [bare.url, (await bare.json()).url];
    // workerd decodes a header before anybody reads it: a byte that is no UTF-8 reaches us as U+FFFD.
    if (host.runtime === 'workerd') wanted = wanted.map((text) => text.replace(/%(FC|A0)/g, '%EF%BF%BD'));
    deepEqual([got.url, (await got.json()).url], wanted, JSON.stringify(bytes));
  }
});

claim('a Location with a password leads where fetch goes, and no error repeats it', async (host) => {
  if (host.page) return;
  for (const init of [undefined, { mode: 'cors' }, { mode: 'same-origin' }]) {
    if (!isTaken(host.echo, init)) continue;
    const { traced } = setUp(host);
    const to = `${host.echo.replace('//', '//me:hunter2@')}/echo?token=T0P`;
    const url = `${host.echo}/redirect/302?to=${encodeURIComponent(to)}`;
    const outcome = async (call) => {
      try {
        return (await call(url, init)).status;
      } catch (error) {
        return error;
      }
    };
    const [bare, got] = [await outcome(fetch), await outcome(traced)];
    if (typeof bare === 'number') equal(got, bare);
    else {
      equal(got instanceof TypeError, true);
      match(got.message, /^fetch failed: the Location has a user name or a password$/);
      equal(/hunter2|T0P/.test(`${got.stack} ${got.cause}`), false);
    }
  }
});

claim('an answer that cannot be changed is the answer all the same', async (host) => {
  if (host.page || !readsFrozen()) return;
  const inner = async (...args) => Object.freeze(await fetch(...args));
  const { traced } = setUp(host, { fetch: inner });
  const response = await traced(`${host.echo}/redirect/302?to=${encodeURIComponent('/echo/there')}`);
  equal((await response.json()).url, '/echo/there');
});

claim('the 21st redirect is one too many, as for fetch', async (host) => {
  if (host.page) return;
  const codes = (count) => Array(count).fill(302);
  const steps = (count) => Array(count + 1).fill('in');
  const { traced } = setUp(host);
  equal((await outcomeOf(host, traced, { steps: steps(20), codes: codes(20) })).seen[0], 200);
  const { seen, arrived } = await outcomeOf(host, traced, { steps: steps(21), codes: codes(21) });
  deepEqual([seen, arrived.length], ['TypeError', 21]);
});

claim("mode 'same-origin' refuses to leave the origin, as where fetch knows it", async (host) => {
  if (host.page || host.runtime !== 'node') return;
  const { traced } = setUp(host);
  const chain = { steps: ['in', 'in', 'out'], codes: [302, 302], argsOf: (url) => [url, { mode: 'same-origin' }] };
  deepEqual(comparable(await outcomeOf(host, traced, chain)), comparable(await outcomeOf(host, fetch, chain)));
});

claim('an abort between two answers ends the call with its reason', async (host) => {
  if (host.page) return;
  const { lines, traced } = setUp(host);
  for (const make of [(url, signal) => [url, { signal }], (url, signal) => [new Request(url, { signal })]]) {
    const controller = new AbortController();
    const url = `${host.echo}/redirect/302?to=${encodeURIComponent(`${host.away}/hang`)}`;
    const call = traced(...make(url, controller.signal));
    setTimeout(() => controller.abort(), 50);
    equal((await rejects(call, DOMException)).name, 'AbortError');
    deepEqual([lines.all().at(-1).status, lines.all().at(-1).cancelled], ['unset', true]);
  }
});

claim('a call with integrity is followed by the platform, without our headers', async (host) => {
  if (host.page) return;
  const { traced } = setUp(host);
  const argsOf = (url) => [url, { integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }];
  const chain = { steps: ['in', 'out'], codes: [302], argsOf };
  const [bare, got] = [await outcomeOf(host, fetch, chain), await outcomeOf(host, traced, chain)];
  deepEqual(comparable(got), comparable(bare));
  deepEqual(
    got.arrived.map(({ headers }) => 'traceparent' in headers),
    got.arrived.map(() => false),
  );
});

/** Whether this host takes such an init at all. */
function isTaken(url, init) {
  try {
    return new Request(url, init) !== undefined;
  } catch {
    return false;
  }
}

claim('a call with integrity says that nothing is sent, before and after', async (host) => {
  if (host.page) return;
  const { lines, traced } = setUp(host, { debug: true });
  const [url, init] = [`${host.echo}/echo`, { integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }];
  const reason = 'not sent: with integrity, fetch itself has to follow redirects';
  const explained = traced.explain(url, init);
  deepEqual([explained.sent, explained.reason], [false, reason]);
  await traced(url, init).catch(() => {});
  deepEqual([lines.one()['tracehop.sent'], lines.one()['tracehop.reason']], [false, reason]);
  for (const redirect of ['manual', 'error'])
    equal(traced.explain(url, { ...init, redirect }).sent, isTaken(url, { ...init, redirect }), 'nobody follows');
  equal(traceFetch({ targets: [host.echo] }).explain(url, init).sent, isTaken(url, init), 'without option redirects');
});

claim('a tracestate that is of the caller stays wherever the call leads', async (host) => {
  if (host.page) return;
  const { traced } = setUp(host);
  const steps = ['in', 'out', 'in'];
  for (const init of [{}, { integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }]) {
    if (!isTaken(host.echo, init)) continue;
    const argsOf = (url) => [url, { ...init, headers: { tracestate: 'own=1' } }];
    const { arrived } = await outcomeOf(host, traced, { steps, codes: [302, 307], argsOf });
    equal(arrived.length > 0, true);
    for (const { headers } of arrived) equal(headers.tracestate, 'own=1', JSON.stringify(init));
    const carried = arrived.map(({ headers }) => 'traceparent' in headers);
    deepEqual(carried, init.integrity ? arrived.map(() => false) : [true, false, true]);
  }
});

claim('in a page the platform follows, and the header goes with it', async (host) => {
  if (!host.page) return;
  const { traced } = setUp(host);
  const { seen, arrived } = await outcomeOf(host, traced, { steps: ['in', 'in'], codes: [302] });
  deepEqual([seen[0], seen[3]], [200, true]);
  equal(
    arrived.filter(({ method }) => method === 'GET').every(({ headers }) => VALID.test(headers.traceparent)),
    true,
  );
});
