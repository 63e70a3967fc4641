/** Two copies of the package, and handlers inside handlers: one request, one trace, one context. */

import {
  createLogger,
  extract,
  getTraceContext,
  inject,
  runWithTrace,
  startActiveSpan,
  startSpan,
  stats,
  traceFetch,
  traceHandler,
  traceMeta,
} from 'tracehop';
import * as copy from 'tracehop-copy';
import { deepEqual, equal, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('two copies');

const headers = { traceparent: HEADER, tracestate: 'a=1' };
const request = (init = { headers }) => new Request('https://a.example/cart?page=1', init);
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

claim('a context of another copy is good wherever ours is', async () => {
  const theirs = copy.extract(headers);
  const carrier = {};
  inject(theirs, carrier);
  deepEqual(carrier, headers);
  inject(theirs.child(), carrier);
  deepEqual([carrier.traceparent.slice(3, 35), carrier.tracestate], [TRACE_ID, 'a=1']);
  equal(
    runWithTrace(theirs, () => getTraceContext().traceId),
    TRACE_ID,
  );
  const [first, second] = runWithTrace(theirs, () => [getTraceContext(), getTraceContext()]);
  equal(first, second);
  equal(startSpan('x', { log: false, context: theirs }).parentId, PARENT_ID);
  equal(traceMeta(theirs).includes(HEADER), true);
  for (const context of [theirs, () => theirs]) {
    const lines = lineCollector();
    createLogger({ log: lines.log, context }).info('x');
    equal(lines.one().trace_id, TRACE_ID);
    const record = recordingFetch();
    await traceFetch({ fetch: record.fetch, targets: [/./], log: false, context })('https://a.example/');
    equal(record.headers().get('traceparent').slice(3, 35), TRACE_ID);
    equal(record.headers().get('tracestate'), 'a=1');
  }
  const record = recordingFetch();
  const fetch = traceFetch({ fetch: record.fetch, targets: [/./], log: false });
  await fetch('https://a.example/', { tracehop: { context: theirs } });
  equal(record.headers().get('traceparent').slice(3, 35), TRACE_ID);
});

claim('a list that is changed before it is sent is sent as it was changed', () => {
  const theirs = copy.extract(headers);
  runWithTrace(theirs, () => getTraceContext());
  theirs.tracestate.set('b', '2');
  const carrier = {};
  inject(theirs, carrier);
  equal(carrier.tracestate, 'b=2,a=1');
  inject(startSpan('x', { log: false, context: theirs }).context, carrier);
  equal(carrier.tracestate, 'b=2,a=1');
});

claim('what only looks like a context is none', () => {
  const child = () => {};
  for (const context of [
    {},
    { child },
    { traceparent: HEADER },
    { child, traceparent: 'x' },
    { child, traceparent: 5 },
  ])
    throws(() => runWithTrace(context, () => {}), TypeError);
});

claim('inside a handler, the other copy sends and logs in its trace', async () => {
  const lines = lineCollector();
  const record = recordingFetch();
  const fetch = copy.traceFetch({ fetch: record.fetch, targets: [/./], log: lines.log });
  const logger = copy.createLogger();
  await traceHandler(
    async (incoming) => {
      // Before the first await, on every host.
      const passedOn = fetch('https://b.example/', { headers: incoming.headers });
      copy.startActiveSpan('inner', () => logger.info('inside'));
      await passedOn;
      return new Response('ok');
    },
    { log: lines.log, service: 'cart' },
  )(request());
  const [inside, inner, client, server] = [undefined, 'internal', 'client', 'server'].map((kind) =>
    lines.all().find((line) => line.kind === kind),
  );
  deepEqual([inside.trace_id, inside.span_id, inside.service], [TRACE_ID, inner.span_id, 'cart']);
  deepEqual([client.parent_id, inner.parent_id, server.parent_id], [server.span_id, server.span_id, PARENT_ID]);
  // The header that came in is not passed on.
  equal(record.headers().get('traceparent').slice(36, 52), client.span_id);
  balance();
});

const wrappers = { 'the same copy': traceHandler, 'another copy': copy.traceHandler };
for (const [name, wrapInner] of Object.entries(wrappers)) {
  claim(`a handler in a handler, of ${name}, is one request`, async () => {
    const lines = lineCollector();
    const contexts = [];
    const innermost = (incoming, env, ctx, trace) => {
      contexts.push(trace.traceId);
      createLogger().info('work');
      return new Response('ok');
    };
    const inner = wrapInner(innermost, { log: lines.log, service: 'inner' });
    for (const pass of [(incoming) => inner(incoming), (incoming) => inner(new Request(incoming))]) {
      const handler = traceHandler(pass, { log: lines.log, service: 'outer' });
      for (const init of [{}, { headers }]) {
        const before = lines.texts().length;
        const response = await handler(request(init));
        const [work, span, ...more] = lines.all().slice(before);
        deepEqual([work.trace_id, work.span_id, more.length], [span.trace_id, span.span_id, 0]);
        deepEqual([work.service, span.service, contexts.at(-1)], ['inner', 'outer', span.trace_id]);
        equal(
          response.headers.get('server-timing'),
          `traceparent;desc="00-${span.trace_id}-${span.span_id}-0${init.headers ? 1 : 3}"`,
        );
      }
    }
  });
}

claim('an event in an event is one event', async () => {
  const lines = lineCollector();
  const inner = traceHandler({ scheduled: () => createLogger().info('work') }, { log: lines.log });
  const outer = traceHandler({ scheduled: (...args) => inner.scheduled(...args) }, { log: lines.log });
  await outer.scheduled({ cron: '* * * * *' });
  const [work, span, ...more] = lines.all();
  deepEqual([work.span_id, more.length], [span.span_id, 0]);
});

claim('another request that is handled inside is a request of its own, and so is the same one later', async () => {
  const lines = lineCollector();
  const before = stats();
  const inner = traceHandler(() => new Response('ok'), { log: lines.log });
  const outer = traceHandler(() => inner(new Request('https://a.example/other')), { log: lines.log });
  await outer(request());
  equal(lines.texts().length, 2);
  const same = request();
  await inner(same);
  await inner(same);
  equal(lines.texts().length, 4);
  equal(since(before).created, 4);
});

claim('two requests at once are two', async (host) => {
  if (!host.ambient) return;
  const lines = lineCollector();
  const inner = traceHandler(async () => (await pause(), new Response('ok')), { log: lines.log });
  const handler = traceHandler(async (incoming) => (await pause(), inner(incoming)), { log: lines.log });
  await Promise.all([handler(request({})), handler(request({}))]);
  deepEqual([lines.texts().length, new Set(lines.all().map((line) => line.trace_id)).size], [2, 2]);
});

claim('a context that was started for a message is that of its first span, which has no parent', async () => {
  for (const carrier of [{ order: 7 }, { traceparent: 'garbage' }]) {
    const lines = lineCollector();
    const context = extract(carrier);
    startActiveSpan('one', { log: lines.log, context }, () => startSpan('below', { log: lines.log }).end());
    startSpan('two', { log: lines.log, context }).end();
    const [below, one, two] = lines.all();
    deepEqual([one.trace_id, one.span_id, one.parent_id], [context.traceId, context.spanId, undefined]);
    deepEqual([below.parent_id, two.parent_id], [one.span_id, one.span_id]);
  }
  const lines = lineCollector();
  const record = recordingFetch();
  const fetch = traceFetch({ fetch: record.fetch, targets: [/./], log: lines.log });
  await runWithTrace(extract({}), () => {
    fetch.explain('https://a.example/');
    return fetch('https://a.example/');
  });
  equal(lines.one().parent_id, undefined);
  equal(record.headers().get('traceparent').slice(36, 52), lines.one().span_id);
});

claim('the sampler of the first span decides about a context that was started', () => {
  const lines = lineCollector();
  const options = { log: lines.log, context: extract({}), sampler: { shouldSample: () => false } };
  startSpan('x', options).end();
  equal(lines.texts().length, 0);
});
