/** Records and sinks: what a sink is given, and what a plain function is given. */

import {
  alwaysOff,
  createLogger,
  extract,
  memorySink,
  runWithTrace,
  startActiveSpan,
  startSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';

const claim = about('records');

/** A record without what differs in every run. */
function steady({ time, durationMs, clock, ...record }) {
  equal(typeof time, 'number');
  return record;
}

claim('a log line is a record of what was said, with its fields as they were', () => {
  const sink = memorySink();
  const fields = { items: 3 };
  createLogger({ log: sink, service: 'cart', context: extract({ traceparent: HEADER }) }).warn('low stock', fields);
  fields.items = 4;
  const [record] = sink.records;
  const { traceId, spanId, traceFlags } = record.context;
  deepEqual([traceId, spanId, traceFlags], [TRACE_ID, PARENT_ID, 1]);
  const { context, ...rest } = steady(record);
  deepEqual(JSON.parse(JSON.stringify(rest)), {
    level: 'warn',
    message: 'low stock',
    service: 'cart',
    fields: { items: 3 },
  });
});

claim('a span is a record with its name, its parent and how it ended', () => {
  const sink = memorySink();
  const parent = extract({ traceparent: HEADER });
  const span = startSpan('charge', { log: sink, context: parent, kind: 'producer', attributes: { cents: 5 } });
  span.recordError(new RangeError('no')).end();
  const { context, ...rest } = steady(sink.records[0]);
  deepEqual([context.traceId, context.spanId === span.context.spanId], [TRACE_ID, true]);
  deepEqual(JSON.parse(JSON.stringify(rest)), {
    level: 'error',
    name: 'charge',
    parentId: PARENT_ID,
    kind: 'producer',
    status: 'error',
    fields: { cents: 5, 'error.type': 'RangeError' },
  });
});

claim('a sink is inherited like any log: by spans, calls and loggers inside', async ({ ambient }) => {
  if (!ambient) return;
  const sink = memorySink();
  const fetch = traceFetch({ fetch: async () => new Response('ok'), targets: ['https://a.example'] });
  const traced = traceHandler(
    async () => {
      createLogger().info('inside');
      startActiveSpan('work', () => {});
      return fetch('https://a.example/');
    },
    { log: sink, service: 'cart' },
  );
  await traced(new Request('https://shop.example/', { headers: { traceparent: HEADER } }));
  const names = sink.records.map(({ message, name, service }) => [message ?? name, service]);
  deepEqual(
    names,
    ['inside', 'work', 'GET', 'GET'].map((name) => [name, 'cart']),
  );
});

claim('late sampling, links and a hidden hop are values of the record', async () => {
  const sink = memorySink();
  const options = { log: sink, errors: 'always', sampler: alwaysOff() };
  const failing = traceHandler(async () => new Response('', { status: 503 }), options);
  const tracestate = 'tracehop=00f067aa0ba902b8';
  await failing(new Request('https://shop.example/', { headers: { traceparent: HEADER, tracestate } }));
  const stranger = traceHandler(async () => new Response('ok'), { log: sink, trust: 'restart' });
  await stranger(new Request('https://shop.example/', { headers: { traceparent: HEADER } }));
  const [late, restarted] = sink.records;
  deepEqual([late.sampled, late.hiddenHop, late.links], ['late', '00f067aa0ba902b8', undefined]);
  deepEqual([restarted.sampled, restarted.hiddenHop], [undefined, undefined]);
  deepEqual(restarted.links, [{ traceId: TRACE_ID, spanId: PARENT_ID }]);
});

claim('a plain function gets the finished line and its level', () => {
  const calls = [];
  const log = (...args) => calls.push(args);
  createLogger({ log }).debug('one');
  startSpan('two', { log }).setStatus('error').end();
  startSpan('three', { log }).end();
  deepEqual(
    calls.map(([line, level, ...rest]) => [JSON.parse(line).message, JSON.parse(line).level, level, rest.length]),
    [
      ['one', 'debug', 'debug', 0],
      ['two', 'error', 'error', 0],
      ['three', 'info', 'info', 0],
    ],
  );
});

claim('records of a sink can be cleared, and what is no sink is a TypeError', () => {
  const sink = memorySink();
  const logger = createLogger({ log: sink });
  logger.info('one');
  sink.clear();
  logger.info('two');
  deepEqual(
    sink.records.map(({ message }) => message),
    ['two'],
  );
  for (const log of [{}, { records: [] }, 'console', true, null]) throws(() => createLogger({ log }), TypeError);
});

claim('lines of a request that are held back reach a sink as they were', async ({ ambient }) => {
  if (!ambient) return;
  const sink = memorySink();
  const logSampler = { keeps: () => false };
  const fail = { log: sink, logSampler };
  const traced = traceHandler(async (request) => {
    const fields = { step: 1 };
    createLogger().info('held', fields);
    fields.step = 2;
    return new Response('', { status: request.url.endsWith('/broken') ? 500 : 200 });
  }, fail);
  await traced(new Request('https://shop.example/fine'));
  equal(sink.records.filter(({ message }) => message === 'held').length, 0);
  await traced(new Request('https://shop.example/broken'));
  deepEqual(
    sink.records.filter(({ message }) => message === 'held').map(({ fields }) => fields),
    [{ step: 1 }],
  );
});

claim('a context around a logger is in its records', () => {
  const sink = memorySink();
  runWithTrace(extract({ traceparent: HEADER }), () => createLogger({ log: sink }).info('inside'));
  equal(sink.records[0].context.traceId, TRACE_ID);
});

claim('a record of a sink is plain: its context is ids, and a field that throws is named so', () => {
  const sink = memorySink();
  const logger = createLogger({ log: sink, context: extract({ traceparent: HEADER }) });
  logger.info('m', {
    good: 1,
    get bad() {
      throw new Error('no');
    },
  });
  const { context, fields } = sink.records[0];
  deepEqual(context, { traceId: TRACE_ID, spanId: PARENT_ID, traceFlags: 1 });
  deepEqual({ ...fields }, { good: 1, bad: '[Throws]' });
});

claim('a field that JSON leaves out gives way to one of the logger', () => {
  const lines = lineCollector();
  createLogger({ log: lines.log, fields: { user: 'a', role: 'b' } }).info('m', { user: () => 1, role: undefined });
  deepEqual([lines.one().user, lines.one().role], ['a', 'b']);
});

claim(
  'a fixed sink numbers ids in their order and stops the clocks, so that each run has the same records',
  async () => {
    const sink = memorySink({ fixed: true });
    const run = async () => {
      const parent = startSpan('parent', { log: sink });
      const { traceId, spanId } = startSpan('other', { log: sink }).context;
      const timing = `traceparent;desc="00-${traceId}-${spanId}-01"`;
      const answer = async () => new Response('ok', { headers: { 'server-timing': timing } });
      const fetch = traceFetch({ fetch: answer, targets: ['https://a.example'], log: sink, context: parent.context });
      createLogger({ log: sink, context: parent.context }).info('inside');
      await fetch('https://a.example/');
      parent.end();
      return JSON.stringify(sink.records);
    };
    const first = await run();
    const [log, call, parent] = sink.records;
    const [one, two] = [1, 2].map((number) => String(number).padStart(16, '0'));
    const trace = '0'.repeat(31);
    deepEqual([log.time, log.context.traceId, log.context.spanId], [0, `${trace}1`, one]);
    deepEqual([call.context.spanId, call.parentId, call.durationMs, call.clock], [two, one, 0, undefined]);
    deepEqual([call.fields['server.trace_id'], call.fields['server.span_id']], [`${trace}2`, '0000000000000003']);
    deepEqual([parent.context.traceId, parent.context.spanId, 'parentId' in parent], [`${trace}1`, one, true]);
    sink.clear();
    equal(await run(), first);
    throws(() => memorySink({ fixed: 1 }), TypeError);
  },
);
