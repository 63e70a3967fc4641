import { extract, runWithTrace, traceFetch, traceHandler, traceMeta } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('way back');

const OTHER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02';

/** What a call's line says of the server, for a response with these headers. */
async function serverIn(headers, options = { context: extract({ traceparent: HEADER }) }) {
  const lines = lineCollector();
  const answer = () => new Response('ok', { headers });
  const traced = traceFetch({ fetch: recordingFetch(answer).fetch, log: lines.log, ...options });
  const response = await traced('https://a.example/');
  equal(await response.text(), 'ok', "the body is the caller's");
  const line = lines.one();
  return Object.fromEntries(Object.entries(line).filter(([key]) => /^server\.(span|trace)_/.test(key)));
}

const same = { 'server.span_id': PARENT_ID, 'server.trace_flags': '01' };
const restarted = {
  'server.span_id': 'b7ad6b7169203331',
  'server.trace_flags': '02',
  'server.trace_id': '0af7651916cd43dd8448eb211c80319c',
};

claim("the server's operation is in the line: from Server-Timing, under either name, or traceresponse", async () => {
  for (const headers of [
    { 'server-timing': `traceparent;desc="${HEADER}"` },
    { 'server-timing': `db;dur=5, trace;desc=${HEADER}` },
    { traceresponse: HEADER },
  ]) {
    deepEqual(await serverIn(headers), same, JSON.stringify(headers));
  }
});

claim('the trace-id is there when the server started its own', async () => {
  deepEqual(await serverIn({ traceresponse: OTHER }), restarted);
  deepEqual(await serverIn({ traceresponse: OTHER }, {}), restarted, 'a call that starts a trace');
});

claim('Server-Timing comes first; where it names none, traceresponse', async () => {
  deepEqual(await serverIn({ traceresponse: OTHER, 'server-timing': `traceparent;desc="${HEADER}"` }), same);
  deepEqual(await serverIn({ traceresponse: OTHER, 'server-timing': 'traceparent;desc="x", db;dur=5' }), restarted);
});

claim('without them, and with invalid ones, nothing is said', async () => {
  for (const headers of [
    {},
    { traceresponse: '' },
    { traceresponse: 'x' },
    { 'server-timing': 'db;dur=5' },
    { traceresponse: `${HEADER}, ${OTHER}` },
    { 'server-timing': `traceparent;desc="${HEADER.toUpperCase()}"` },
    { 'server-timing': `traceparent;desc="${HEADER}", `.repeat(1000) },
  ]) {
    deepEqual(await serverIn(headers), {}, JSON.stringify(headers).slice(0, 200));
  }
});

claim('every vector of Server-Timing, read and written', async ({ vectors }) => {
  equal(vectors.serverTiming.length > 0, true, 'tests/vectors/server-timing.json is there');
  for (const { input, why, parent_id, stamped } of vectors.serverTiming) {
    equal((await serverIn({ 'server-timing': input }))['server.span_id'] ?? null, parent_id, `${why}: ${input}`);
    const handler = traceHandler(() => new Response('ok', { headers: { 'server-timing': input } }), { log: false });
    const answer = (await handler(new Request('https://a.example/'))).headers.get('server-timing');
    const separator = stamped === '' ? '' : stamped.endsWith(',') ? ' ' : ', ';
    equal(answer.slice(0, answer.lastIndexOf('traceparent;')), stamped + separator, `${why}: ${input}`);
  }
});

claim('what cannot be read changes nothing, and nobody is told', async () => {
  const thrower = () => {
    throw new Error('from the response');
  };
  const odd = [
    { status: 200 },
    { status: 200, headers: null },
    { status: 200, headers: new Map() },
    {
      status: 200,
      get headers() {
        return thrower();
      },
    },
    { status: 200, headers: { get: thrower } },
    { status: 200, headers: { get: () => 5 } },
    undefined,
    'text',
  ];
  for (const response of odd) {
    const lines = lineCollector();
    const { calls } = await withConsole(async () => {
      equal(await traceFetch({ fetch: async () => response, log: lines.log })('https://a.example/'), response);
    });
    equal(calls.length, 0, 'reports');
    equal('server.span_id' in lines.one(), false);
  }
});

claim('both headers are asked for once, and the body not at all', async () => {
  const asked = [];
  const response = {
    status: 200,
    headers: { get: (name) => (asked.push(name), null) },
    get body() {
      return asked.push('body');
    },
    clone() {
      asked.push('clone');
    },
  };
  await traceFetch({ fetch: async () => response, log: false })('https://a.example/');
  deepEqual(asked.sort(), ['server-timing', 'traceresponse']);
});

claim('a handler and a fetch of ours find each other, in one process', async () => {
  const lines = lineCollector();
  const handler = traceHandler(() => new Response('ok'), { log: lines.log });
  const through = (input, init) => handler(new Request(input, init));
  await traceFetch({ fetch: through, log: lines.log, targets: ['https://a.example'] })('https://a.example/');
  const [server, client] = lines.all();
  deepEqual(
    [client['server.span_id'], client['server.trace_flags'], client['server.trace_id']],
    [server.span_id, '03', undefined],
  );
});

const TAG = /^<meta name="traceparent" content="(00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3])" data-time="(\d{13})">$/;

claim('traceMeta writes the context and the time, and nothing that HTML could take for more', () => {
  const before = Date.now();
  const tag = traceMeta(extract({ traceparent: HEADER, tracestate: 'v="><script>' }));
  match(tag, TAG);
  const [, content, time] = TAG.exec(tag);
  equal(content, HEADER);
  equal(Number(time) >= before && Number(time) <= Date.now(), true, time);
});

claim("traceMeta takes the ambient context, and the handler's fourth argument", async () => {
  equal(TAG.exec(runWithTrace(extract({ traceparent: HEADER }), () => traceMeta()))[1], HEADER);
  const lines = lineCollector();
  const handler = traceHandler((request, env, ctx, trace) => new Response(traceMeta(trace)), { log: lines.log });
  const tag = await (await handler(new Request('https://a.example/', { headers: { traceparent: HEADER } }))).text();
  equal(TAG.exec(tag)[1], `00-${TRACE_ID}-${lines.one().span_id}-01`);
});

claim('traceMeta writes nothing where there is no context, and refuses what is none', () => {
  equal(traceMeta(), '');
  equal(traceMeta(undefined), '');
  for (const context of [null, 5, HEADER, {}, { traceparent: HEADER }]) throws(() => traceMeta(context), TypeError);
});
