/** Beside the real OpenTelemetry: its API, a context manager and a tracer that records, in a process of their own. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';

const SET_UP = `
import { createServer } from 'node:http';
import { subscribe } from 'node:diagnostics_channel';
import { context, createTraceState, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AlwaysOffSampler, BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import * as tracehop from 'tracehop';
import { adoptOpenTelemetry } from 'tracehop/opentelemetry';
import { traceMiddleware } from 'tracehop/node';

const { createLogger, extract, getTraceContext, inject, runWithTrace, startActiveSpan, startSpan, traceFetch, traceHandler } = tracehop;
const { SERVER, INTERNAL, CLIENT } = SpanKind;
const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
const tracer = trace.getTracer('theirs');

/** The traceparent lines that reach a server, each as it came. */
const received = [];
const server = createServer((request, response) => {
  received.push(request.rawHeaders.filter((_, at) => request.rawHeaders[at - 1]?.toLowerCase() === 'traceparent' && at % 2 === 1));
  response.end('ok');
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const origin = 'http://127.0.0.1:' + server.address().port;

const lines = [];
const log = (line) => lines.push(JSON.parse(line));
const logger = createLogger({ log });
const fetch = traceFetch({ targets: [origin], log });
const idsOf = (span) => { const { traceId, spanId } = span.spanContext(); return [traceId, spanId]; };
const idsIn = ({ trace_id, span_id }) => [trace_id, span_id];
const active = (name, kind, fn) => tracer.startActiveSpan(name, { kind }, async (span) => { try { return await fn(span); } finally { span.end(); } });
const HEADER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const request = () => new Request('https://shop.example/', { headers: { traceparent: HEADER } });
const done = (result) => { console.log(JSON.stringify(result)); process.exit(0); };
`;

const programs = {
  logger: `
const [theirs] = await active('work', INTERNAL, async (span) => {
  await null;
  logger.info('inside');
  return [idsOf(span)];
});
logger.info('outside');
done({ theirs, lines: lines.map(idsIn) });`,

  nesting: `
const order = [];
await active('outer', INTERNAL, async (outer) => {
  await startActiveSpan('ours', { log }, async (ours) => {
    logger.info('in ours');
    await active('inner', INTERNAL, async (inner) => {
      logger.info('in inner');
      startActiveSpan('deepest', { log }, (deepest) => order.push([deepest.parentId, inner.spanContext().spanId]));
    });
    logger.info('in ours again');
    order.push([ours.parentId, outer.spanContext().spanId], [lines[0].span_id, ours.context.spanId], [lines[1].span_id, lines[2].parent_id],
      [lines.at(-1).span_id, ours.context.spanId]);
  });
  runWithTrace(extract({ traceparent: HEADER }), () => order.push([getTraceContext().traceparent, HEADER]));
});
done({ order, traces: new Set(lines.map((line) => line.trace_id)).size });`,

  fetch: `
const theirs = await active('work', CLIENT, async (span) => {
  await (await fetch(origin)).text();
  return idsOf(span);
});
done({ theirs, received, lines, origin: getTraceContext()?.origin });`,

  server: `
const answers = await active('GET', SERVER, async (span) => {
  const handler = traceHandler(async (incoming) => {
    logger.info('inside');
    await (await fetch(new Request(origin, incoming))).text();
    return new Response('ok');
  }, { log });
  const response = await handler(request());
  return { theirs: idsOf(span), timing: response.headers.get('server-timing') };
});
done({ ...answers, received, lines, exported: exporter.getFinishedSpans().length });`,

  serverBelow: `
// As instrumentation-http makes it: a server's span below what the headers name.
const parent = trace.setSpanContext(ROOT_CONTEXT, { traceId: HEADER.slice(3, 35), spanId: HEADER.slice(36, 52), traceFlags: 1, isRemote: true });
const span = tracer.startSpan('GET', { kind: SERVER }, parent);
await context.with(trace.setSpan(parent, span), () => traceHandler(() => new Response('ok'), { log })(request()));
const remote = await context.with(parent, async () => { await traceHandler(() => new Response('ok'), { log })(request()); return lines.at(-1); });
done({ theirs: idsOf(span), lines, remote });`,

  internal: `
const theirs = await active('work', INTERNAL, async (span) => {
  await traceHandler(() => new Response('ok'), { log })(request());
  return idsOf(span);
});
await traceHandler(() => new Response('ok'), { log })(request());
done({ theirs, lines });`,

  lineage: `
const LAST = 'd75597dee50b0cac';
const tracestate = 'vendor=x,tracehop=' + LAST;
const parent = trace.setSpanContext(ROOT_CONTEXT, { traceId: HEADER.slice(3, 35), spanId: HEADER.slice(36, 52), traceFlags: 1, isRemote: true, traceState: createTraceState(tracestate) });
const span = tracer.startSpan('GET', { kind: SERVER }, parent);
const sent = await context.with(trace.setSpan(parent, span), async () => {
  const carrier = {};
  inject(getTraceContext(), carrier);
  await traceHandler(() => new Response('ok'), { log })(new Request('https://shop.example/', { headers: { traceparent: HEADER, tracestate } }));
  return carrier;
});
const remote = context.with(parent, () => String(getTraceContext().tracestate));
await traceHandler(() => new Response('ok'), { log })(new Request('https://next.example/', { headers: sent }));
done({ theirs: idsOf(span), sent, remote, lines });`,

  strangers: `
const theirs = await active('GET', SERVER, async (span) => {
  await traceHandler(() => new Response('ok'), { log })(request());
  await traceHandler(() => new Response('ok'), { log })(new Request('https://shop.example/'));
  return idsOf(span);
});
done({ theirs, lines });`,

  events: `
const handlers = traceHandler({ scheduled() { logger.info('inside'); }, queue() {} }, { log });
const event = { cron: '* * * * *', scheduledTime: 0 };
const below = await active('work', INTERNAL, async (span) => { await handlers.scheduled(event); return idsOf(span); });
const same = await active('work', SERVER, async (span) => { await handlers.queue({ queue: 'q', messages: [{ body: { traceparent: HEADER } }] }); return idsOf(span); });
await handlers.scheduled(event);
done({ below, same, lines });`,

  middleware: `
const trace_ = traceMiddleware({ log });
const theirs = [];
const app = createServer((req, res) => tracer.startActiveSpan('GET', { kind: SERVER }, (span) => {
  theirs.push(idsOf(span));
  trace_(req, res, () => {
    req.on('end', () => { logger.info('body read'); res.end('ok'); }).resume();
  });
  res.on('finish', () => span.end());
})).listen(0, '127.0.0.1');
await new Promise((resolve) => app.once('listening', resolve));
await (await globalThis.fetch('http://127.0.0.1:' + app.address().port, { method: 'POST', body: 'x', headers: { traceparent: HEADER } })).text();
await new Promise((resolve) => setTimeout(resolve, 20));
done({ theirs, lines: lines.map((line) => [...idsIn(line), line.kind]) });`,

  unsampled: `
const silent = new BasicTracerProvider({ sampler: new AlwaysOffSampler() }).getTracer('silent');
await silent.startActiveSpan('work', { kind: SERVER }, async (span) => {
  await traceHandler(async () => { logger.info('inside'); await (await fetch(origin)).text(); return new Response('ok'); }, { log })(request());
});
const { unsampled } = tracehop.stats().dropped;
done({ lines: lines.map((line) => [line.message, line.trace_flags]), flags: received.map(([header]) => header.slice(-2)), unsampled });`,

  instrumented: `
adoptOpenTelemetry({ instrumentsFetch: true });
await active('work', INTERNAL, async () => {
  await (await fetch(origin)).text();
  logger.info('inside');
});
done({ received, lines: lines.length, explained: fetch.explain(origin) });`,

  parents: `
let parentSpanId;
const spanOf = () => ({ spanContext: () => ({ traceId: HEADER.slice(3, 35), spanId: 'aaaaaaaaaaaaaaaa', traceFlags: 1 }), kind: SERVER, parentSpanId });
context.disable();
context.setGlobalContextManager({ active: () => ({ getValue: spanOf }), with: (_, fn) => fn(), bind: (_, fn) => fn, enable() { return this; }, disable() { return this; } });
const texts = [];
for (parentSpanId of ['x","trace_id":"' + 'f'.repeat(32), '', '0'.repeat(16), '"', 'ABCDEF0123456789', 5, {}, 'bbbbbbbbbbbbbbbb']) {
  await traceHandler(() => new Response('ok'), { log: (line) => texts.push(line) })(request());
}
done({ lines: texts.map((text) => JSON.parse(text)).map(({ trace_id, parent_id }) => [trace_id, parent_id]) });`,

  undici: `
// As instrumentation-undici does it: a span for each request of fetch, whose header comes behind those that are there.
adoptOpenTelemetry();
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
const instrument = () => subscribe('undici:request:create', ({ request }) => {
  const parent = context.active();
  const span = tracer.startSpan('GET', { kind: CLIENT }, parent);
  const headers = {};
  propagation.inject(trace.setSpan(parent, span), headers);
  for (const [name, value] of Object.entries(headers)) request.addHeader(name, value);
  span.end();
});
const parents = {};
const note = async (name, fn, line = true) => {
  lines.length = received.length = 0;
  exporter.reset();
  const around = await fn();
  const [theirs] = exporter.getFinishedSpans().filter(({ kind }) => kind === CLIENT);
  const client = lines.find(({ kind }) => kind === 'client');
  parents[name] = {
    headers: received.map((all) => all.length),
    header: received[0][0]?.slice(0, 52) === (theirs ? '00-' + idsOf(theirs).join('-') : '00-' + client.trace_id + '-' + client.span_id),
    theirs: theirs?.parentSpanContext?.spanId === (line ? client?.span_id : around),
    ours: client?.parent_id === around,
    traces: new Set([...received.flat().map((header) => header.slice(3, 35)), ...lines.map((line) => line.trace_id),
      ...exporter.getFinishedSpans().map((span) => idsOf(span)[0])]).size,
  };
};
await note('nobody instruments', () => fetch(origin).then(() => undefined));
instrument();
await note('outside', () => fetch(origin).then(() => undefined));
await note('in theirs', () => active('theirs', INTERNAL, async (span) => { await fetch(origin); return idsOf(span)[1]; }));
await note('in ours', () => startActiveSpan('ours', { log }, async (span) => { await fetch(origin); return span.context.spanId; }));
await note('in ours in theirs', () => active('theirs', INTERNAL, () =>
  startActiveSpan('ours', { log }, async (span) => { await null; await fetch(origin, { headers: { tracestate: 'a=1' } }); return span.context.spanId; })));
await note('in theirs in ours', () => startActiveSpan('ours', { log }, () =>
  active('theirs', INTERNAL, async (span) => { await fetch(new URL(origin)); return idsOf(span)[1]; })));
await note('with a header of its own', () => active('theirs', INTERNAL, async (span) => {
  const [traceId, spanId] = idsOf(span);
  await fetch(origin, { headers: { traceparent: '00-' + traceId + '-b7ad6b7169203331-01' } });
  return spanId;
}));
await note('in a request', () => traceHandler(async () => { await fetch(origin); return new Response('ok'); }, { log })(request())
  .then(() => lines.find(({ kind }) => kind === 'server').span_id));
await note('a bare call in ours', () => startActiveSpan('ours', { log }, async (span) => { await globalThis.fetch(origin); return span.context.spanId; }), false);
await note('through two wrappers', () => startActiveSpan('ours', { log }, async (span) => {
  const undo = tracehop.instrumentFetch({ targets: [origin], log });
  await traceFetch({ targets: [origin], log, fetch: async (...args) => { await null; return globalThis.fetch(...args); } })(origin);
  undo();
  return span.context.spanId;
}));
const noted = await active('theirs', INTERNAL, async (span) => {
  await startActiveSpan('ours', { log }, () => trace.getActiveSpan().setAttribute('noted', true).addEvent('x').setStatus({ code: 1 }));
  return [span.attributes.noted, span.events.length, span.status.code];
});
const answer = await startActiveSpan('ours', { log }, async () => { await null; return trace.getActiveSpan().isRecording(); });
const thrown = await startActiveSpan('ours', { log }, async () => { throw new Error('own'); }).catch((error) => error.message);
const state = await runWithTrace(extract({ traceparent: HEADER, tracestate: 'a=1' }), () => {
  const { traceState } = trace.getActiveSpan().spanContext();
  return [traceState.serialize(), traceState.get('a'), traceState.set('b', '2').unset('a').serialize(), traceState.serialize()];
});
done({ parents, noted, answer, thrown, state });`,

  broken: `
const told = [];
console.warn = (text) => told.push(text.split('\\n')[0]);
context.disable();
context.setGlobalContextManager({ active() { throw new Error('from their manager'); }, with: (_, fn) => fn(), bind: (_, fn) => fn, enable() { return this; }, disable() { return this; } });
logger.info('inside');
const response = await traceHandler(() => new Response('ok'), { log })(request());
done({ text: await response.text(), lines: lines.length, trace: lines.at(-1).trace_id, told });`,
};

async function play(consumer, name) {
  const file = join(consumer, `opentelemetry-${name}.mjs`);
  await writeFile(file, SET_UP + programs[name]);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: consumer });
  return JSON.parse(stdout);
}

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

export async function checkOpenTelemetry(consumer) {
  const check = (name, program, test) =>
    report.check(`opentelemetry: ${name}`, async () => test(await play(consumer, program)));

  await check('a logger writes the ids of the active span, and none outside', 'logger', ({ theirs, lines }) => {
    deepEqual(lines, [theirs, [null, null]]);
  });

  await check(
    'whichever span was entered last counts, theirs or ours, and it is one trace',
    'nesting',
    ({ order, traces }) => {
      for (const [one, other] of order) equal(one, other);
      deepEqual([order.length, traces], [6, 1]);
    },
  );

  await check(
    'a call sends one header: a child of the active span',
    'fetch',
    ({ theirs: [traceId, spanId], received, lines }) => {
      equal(received.length, 1);
      const [{ trace_id, span_id, parent_id, trace_flags }] = lines;
      deepEqual([trace_id, parent_id, lines.length], [traceId, spanId, 1]);
      deepEqual(received[0], [`00-${trace_id}-${span_id}-${trace_flags}`]);
    },
  );

  await check(
    'a request that has a server span gets no second one: its ids, one header behind it',
    'server',
    ({ theirs, timing, received, lines, exported }) => {
      const [inside, client, own] = lines;
      for (const line of [inside, own]) deepEqual([line.trace_id, line.span_id], theirs);
      deepEqual([lines.length, own.kind, 'parent_id' in own, exported], [3, 'server', false, 1]);
      deepEqual([client.trace_id, client.parent_id], theirs);
      deepEqual(
        received,
        [[`00-${client.trace_id}-${client.span_id}-01`]],
        'the header that came is not passed on beside ours',
      );
      match(timing, new RegExp(`^traceparent;desc="00-${theirs.join('-')}-01"$`));
    },
  );

  await check(
    'a server span below the caller has the caller as parent; a context from headers alone is the caller',
    'serverBelow',
    ({ theirs, lines, remote }) => {
      deepEqual([lines[0].trace_id, lines[0].span_id, lines[0].parent_id], [...theirs, CALLER]);
      deepEqual([remote.trace_id, remote.parent_id, remote.span_id === CALLER], [TRACE_ID, CALLER, false]);
    },
  );

  await check(
    'below any other span a request is its child; without one the headers count',
    'internal',
    ({ theirs: [traceId, spanId], lines: [below, alone] }) => {
      deepEqual([below.trace_id, below.parent_id, below.span_id === spanId], [traceId, spanId, false]);
      deepEqual([alone.trace_id, alone.parent_id], [TRACE_ID, CALLER]);
    },
  );

  await check(
    'a server span names itself in our list-member, and the line tells the hidden hop before it',
    'lineage',
    ({ theirs: [traceId, spanId], sent, remote, lines: [own, next] }) => {
      deepEqual(sent, { traceparent: `00-${traceId}-${spanId}-01`, tracestate: `tracehop=${spanId},vendor=x` });
      equal(remote, 'vendor=x,tracehop=d75597dee50b0cac', 'the operation of a caller names nobody else');
      deepEqual([own.span_id, own.hidden_hop, own.last_span_id], [spanId, true, 'd75597dee50b0cac']);
      deepEqual([next.parent_id, 'hidden_hop' in next], [spanId, false]);
    },
  );

  await check(
    'where their span did not continue the caller, the line links it',
    'strangers',
    ({ theirs, lines: [linked, alone] }) => {
      deepEqual(
        [linked.trace_id, linked.span_id, linked.links],
        [...theirs, [{ trace_id: TRACE_ID, span_id: CALLER }]],
      );
      equal('links' in alone, false);
    },
  );

  await check(
    'an event is below the active span, or that very operation; without one it starts a trace',
    'events',
    ({ below, same, lines: [inside, scheduled, queue, , alone] }) => {
      deepEqual([scheduled.trace_id, scheduled.parent_id, scheduled.span_id === below[1]], [...below, false]);
      deepEqual([inside.trace_id, inside.span_id], [scheduled.trace_id, scheduled.span_id]);
      deepEqual(
        [queue.trace_id, queue.span_id, queue.kind, queue.links],
        [...same, 'consumer', [{ trace_id: TRACE_ID, span_id: CALLER }]],
      );
      deepEqual(['parent_id' in alone, alone.trace_id === below[0]], [false, false]);
    },
  );

  await check(
    'the middleware of node:http takes the server span over, in listeners too',
    'middleware',
    ({ theirs: [ids], lines }) => {
      deepEqual(lines, [
        [...ids, null],
        [...ids, 'server'],
      ]);
    },
  );

  await check('their decision not to sample is followed', 'unsampled', ({ lines, flags, unsampled }) => {
    deepEqual([lines, flags, unsampled], [[['inside', '00']], ['00'], 2]);
  });

  await check(
    'where their instrumentation sends the headers, a call is left to it',
    'instrumented',
    ({ received, lines, explained }) => {
      deepEqual([received, lines, explained.sent], [[[]], 1, false]);
      match(explained.reason, /OpenTelemetry/);
    },
  );

  await check('a parent that they name is written only where it is a span-id', 'parents', ({ lines }) => {
    const parent = (id) => [TRACE_ID, id];
    deepEqual(lines, [...new Array(7).fill(parent(CALLER)), parent('bbbbbbbbbbbbbbbb')]);
  });

  await check(
    'beside an instrumentation of fetch one header leaves, in one trace, and each span has its parent',
    'undici',
    ({ parents, noted, answer, thrown, state }) => {
      const all = { headers: [1], header: true, theirs: true, ours: true, traces: 1 };
      const { 'nobody instruments': alone, 'a bare call in ours': bare, ...traced } = parents;
      deepEqual(alone, { ...all, theirs: false });
      deepEqual(bare, { ...all, ours: false });
      for (const [name, found] of Object.entries(traced)) deepEqual([name, found], [name, all]);
      equal(Object.keys(traced).length, 8);
      deepEqual(noted, [true, 1, 1], 'what is noted on the active span is noted on theirs');
      deepEqual([answer, thrown], [false, 'own']);
      deepEqual(state, ['a=1', '1', 'b=2', 'a=1']);
    },
  );

  await check(
    'a context manager that throws is reported once and changes nothing',
    'broken',
    ({ text, lines, trace, told }) => {
      deepEqual([text, lines, trace, told.length], ['ok', 2, TRACE_ID, 1]);
    },
  );
}
