import { extract, runWithTrace, traceFetch } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED, VALID, partsOf } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch headers');

const URL_IN = 'https://stock.example/items';
const OTHER = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

function setUp(options = {}) {
  const lines = lineCollector();
  const record = recordingFetch();
  const traced = traceFetch({ targets: ['https://stock.example'], fetch: record.fetch, log: lines.log, ...options });
  return { lines, record, traced };
}

const parent = (traceparent = HEADER) => extract({ traceparent, tracestate: 'vendor=x' });

claim('the header names the span of the line', async () => {
  const { lines, record, traced } = setUp();
  await traced(URL_IN);
  const line = lines.one();
  match(record.headers().get('traceparent'), VALID);
  equal(record.headers().get('traceparent'), `00-${line.trace_id}-${line.span_id}-${line.trace_flags}`);
  equal(record.headers().has('tracestate'), false, 'an empty tracestate is not sent');
});

claim('a call without a parent starts a trace', async () => {
  const { lines, record, traced } = setUp();
  await traced(URL_IN);
  await traced(URL_IN);
  equal(partsOf(record.headers(0).get('traceparent')).flags, '03');
  equal('parent_id' in lines.all()[0], false);
  equal(lines.all()[0].trace_id === lines.all()[1].trace_id, false);
});

claim('a call below an ambient context is its child, tracestate included', async () => {
  const { lines, record, traced } = setUp();
  await runWithTrace(parent(), () => traced(URL_IN));
  const sent = partsOf(record.headers().get('traceparent'));
  equal(sent.trace_id, TRACE_ID);
  equal(sent.parent_id === PARENT_ID, false);
  equal(sent.flags, '01');
  equal(record.headers().get('tracestate'), 'vendor=x');
  equal(lines.one().parent_id, PARENT_ID);
});

claim('the context option is the parent when none is ambient: a context or a function', async () => {
  for (const context of [parent(), () => parent()]) {
    const { lines, record, traced } = setUp({ context });
    await traced(URL_IN);
    equal(partsOf(record.headers().get('traceparent')).trace_id, TRACE_ID);
    equal(lines.one().parent_id, PARENT_ID);
  }
  const { record, traced } = setUp({ context: parent() });
  const ambient = extract({});
  await runWithTrace(ambient, () => traced(URL_IN));
  equal(partsOf(record.headers().get('traceparent')).trace_id, ambient.traceId, 'the ambient one wins');
});

claim('a context function that gives nothing, or throws, breaks no call', async () => {
  for (const context of [
    () => undefined,
    () => {
      throw new Error('from context()');
    },
    () => 'text',
  ]) {
    const { record, traced } = setUp({ context });
    equal((await traced(URL_IN)).status, 200);
    match(record.headers().get('traceparent'), VALID);
  }
});

claim('two calls are two spans of one trace', async () => {
  const { lines, traced } = setUp({ context: parent() });
  await Promise.all(Array.from({ length: 50 }, () => traced(URL_IN)));
  equal(new Set(lines.all().map((line) => line.span_id)).size, 50);
  deepEqual(
    [...new Set(lines.all().map((line) => `${line.trace_id} ${line.parent_id}`))],
    [`${TRACE_ID} ${PARENT_ID}`],
  );
});

/** The same call in every shape that fetch takes, each with `x-own: 1` and POST. */
function shapes(extra = {}) {
  const headers = { 'x-own': '1', ...extra };
  return {
    object: [URL_IN, { method: 'POST', headers }],
    Headers: [URL_IN, { method: 'POST', headers: new Headers(headers) }],
    pairs: [URL_IN, { method: 'POST', headers: Object.entries(headers) }],
    'a URL': [new URL(URL_IN), { method: 'POST', headers }],
    Request: [new Request(URL_IN, { method: 'POST', headers })],
    'Request and init': [new Request(URL_IN, { headers: { 'x-own': 'hidden' } }), { method: 'POST', headers }],
    'Request and init without headers': [new Request(URL_IN, { headers }), { method: 'POST' }],
  };
}

claim('what the caller sends is sent, in every shape of arguments', async () => {
  for (const [shape, args] of Object.entries(shapes())) {
    const { record, traced } = setUp();
    await traced(...args);
    const request = new Request(...record.calls[0]);
    equal(request.url, URL_IN, shape);
    equal(request.method, 'POST', shape);
    equal(request.headers.get('x-own'), '1', shape);
    match(request.headers.get('traceparent'), VALID, shape);
  }
});

claim("the caller's own traceparent is kept, alone, and no foreign tracestate joins it", async () => {
  for (const name of ['traceparent', 'TraceParent']) {
    for (const [shape, args] of Object.entries(shapes({ [name]: OTHER }))) {
      const { record, traced } = setUp({ context: parent() });
      await traced(...args);
      equal(record.headers().get('traceparent'), OTHER, `${shape} ${name}`);
      equal(record.headers().has('tracestate'), false, `${shape} ${name}`);
    }
  }
});

claim("the line of a call with the caller's own traceparent names the operation of that header", async () => {
  const { lines, traced } = setUp();
  await traced(URL_IN, { headers: { traceparent: OTHER, tracestate: 'mine=1' } });
  const { trace_id, span_id, trace_flags } = lines.one();
  equal(`00-${trace_id}-${span_id}-${trace_flags}`, OTHER);
});

claim("the caller's own tracestate beside its traceparent is kept", async () => {
  const { record, traced } = setUp({ context: parent() });
  await traced(URL_IN, { headers: { traceparent: OTHER, tracestate: 'mine=1' } });
  equal(record.headers().get('tracestate'), 'mine=1');
});

claim("override: 'replace' puts ours in place of the caller's, and there is one", async () => {
  for (const [shape, args] of Object.entries(shapes({ TraceParent: OTHER, Tracestate: 'old=1' }))) {
    const { record, traced } = setUp({ context: parent(), override: 'replace' });
    await traced(...args);
    match(record.headers().get('traceparent'), new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`), shape);
    equal(record.headers().get('tracestate'), 'vendor=x', shape);
  }
});

claim('what the caller passed is never changed', async () => {
  const headers = { 'x-own': '1' };
  const init = Object.freeze({ method: 'POST', headers: Object.freeze(headers) });
  const pairs = Object.freeze([Object.freeze(['x-own', '1'])]);
  const listed = new Headers(headers);
  const request = new Request(URL_IN, { headers });
  const { traced } = setUp({ override: 'replace' });
  await traced(URL_IN, init);
  await traced(URL_IN, { headers: pairs });
  await traced(URL_IN, { headers: listed });
  await traced(request);
  deepEqual(init, { method: 'POST', headers: { 'x-own': '1' } });
  deepEqual(pairs, [['x-own', '1']]);
  deepEqual([...listed], [['x-own', '1']]);
  equal(request.headers.has('traceparent'), false);
});

claim('what we do not know of init passes through as it is', async () => {
  const init = { cf: { cacheTtl: 5 }, duplex: 'half', dispatcher: {}, next: { tags: ['a'] }, priority: 'high' };
  const { record, traced } = setUp();
  await traced(URL_IN, init);
  const passed = record.calls[0][1];
  for (const key of Object.keys(init)) equal(passed[key], init[key], key);
});

claim('an init with inherited or computed fields keeps them', async () => {
  class Init {
    get method() {
      return 'DELETE';
    }
    get headers() {
      return { 'x-own': '1' };
    }
  }
  for (const init of [new Init(), Object.create({ method: 'DELETE', headers: { 'x-own': '1' } })]) {
    const { record, traced } = setUp();
    await traced(URL_IN, init);
    const request = new Request(...record.calls[0]);
    equal(request.method, 'DELETE');
    equal(request.headers.get('x-own'), '1');
    match(request.headers.get('traceparent'), VALID);
  }
});

claim('a Request as init keeps its method and headers', async () => {
  const { record, traced } = setUp();
  await traced(URL_IN, new Request('https://elsewhere.example/', { method: 'DELETE', headers: { 'x-own': '1' } }));
  const request = new Request(...record.calls[0]);
  equal(request.url, URL_IN);
  equal(request.method, 'DELETE');
  equal(request.headers.get('x-own'), '1');
});

claim('a Request keeps its body, its signal and its redirect mode', async () => {
  const controller = new AbortController();
  const { record, traced } = setUp();
  await traced(new Request(URL_IN, { method: 'POST', body: 'text', redirect: 'manual', signal: controller.signal }));
  const request = new Request(...record.calls[0]);
  equal(request.redirect, 'manual');
  equal(request.signal.aborted, false);
  controller.abort();
  equal(request.signal.aborted, true);
  equal(await request.text(), 'text');
});

claim('the headers of an unsampled trace are sent by default, and left out with omit', async () => {
  const propagate = setUp({ context: parent(UNSAMPLED) });
  await propagate.traced(URL_IN);
  match(propagate.record.headers().get('traceparent'), new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`));
  equal(propagate.lines.texts().length, 0, 'no line');

  const omit = setUp({ context: parent(UNSAMPLED), unsampled: 'omit' });
  await omit.traced(URL_IN);
  equal(omit.record.headers().has('traceparent'), false);
  equal(omit.record.headers().has('tracestate'), false);
  equal(omit.lines.texts().length, 0);

  const sampled = setUp({ context: parent(), unsampled: 'omit' });
  await sampled.traced(URL_IN);
  match(sampled.record.headers().get('traceparent'), VALID);
});

claim('the sampler is asked when the call starts a trace, not when it continues one', async () => {
  const asked = [];
  const sampler = {
    shouldSample: (context) => {
      asked.push(context.origin);
      return false;
    },
  };
  const started = setUp({ sampler });
  await started.traced(URL_IN);
  match(started.record.headers().get('traceparent'), /-02$/);
  equal(started.lines.texts().length, 0);
  deepEqual(asked, ['started']);

  const below = setUp({ sampler, context: parent() });
  await below.traced(URL_IN);
  match(below.record.headers().get('traceparent'), /-01$/);
  equal(below.lines.texts().length, 1);
});
