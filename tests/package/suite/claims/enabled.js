/** The switches: nothing is sent and no span is written until there is consent, and everything works on. */

import {
  createContextualLogger,
  createLogger,
  extract,
  getActiveSpan,
  getTraceContext,
  instrumentFetch,
  runWithTrace,
  setEnabled,
  startActiveSpan,
  startSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { setEnabled as setEnabledOfCopy } from 'tracehop-copy';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID, VALID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { echoed } from '../support/network.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('enabled');

/** Runs a test with tracing off, and turns it on whatever the test left behind. */
const off = (test) => async (host) => {
  setEnabled(false);
  try {
    await test(host);
  } finally {
    setEnabled(true);
  }
};

const TARGET = 'https://a.example';

claim('setEnabled takes true and false and nothing else', () => {
  for (const value of [undefined, null, 0, 1, 'true', {}, () => true])
    match(throws(() => setEnabled(value), TypeError).message, /true or false/);
});

claim(
  'off: a traced fetch passes on the very arguments, without header, line or hook; on again, it traces',
  off(async () => {
    const lines = lineCollector();
    const record = recordingFetch();
    const hooks = [];
    const traced = traceFetch({
      targets: [TARGET],
      fetch: record.fetch,
      log: lines.log,
      onStart: () => hooks.push('start'),
      onEnd: () => hooks.push('end'),
    });
    const init = { headers: { 'x-own': '1' } };
    await traced(TARGET, init);
    deepEqual([record.calls[0][0], record.calls[0][1] === init, record.calls[0].length], [TARGET, true, 2]);
    await traced(TARGET);
    equal(record.calls[1].length, 1);
    deepEqual([lines.texts(), hooks], [[], []]);
    setEnabled(true);
    await traced(TARGET, init);
    match(record.headers(2).get('traceparent'), VALID);
    deepEqual([lines.texts().length, hooks], [1, ['start', 'end']]);
  }),
);

claim(
  'off: an instrumented fetch sends no header over a real connection',
  off(async ({ echo }) => {
    const lines = lineCollector();
    const undo = instrumentFetch({ targets: [echo], log: lines.log });
    try {
      equal((await echoed(await fetch(`${echo}/echo`))).header('traceparent'), undefined);
      setEnabled(true);
      match((await echoed(await fetch(`${echo}/echo`))).header('traceparent'), VALID);
    } finally {
      undo();
    }
    equal(lines.texts().length, 1);
  }),
);

claim(
  'off: a traced handler is the handler, and its loggers keep service and log, without ids',
  off(async () => {
    const lines = lineCollector();
    const response = new Response('ok');
    const seen = [];
    const handler = traceHandler(
      (...args) => {
        seen.push(args.length, getTraceContext(), getActiveSpan());
        createLogger().info('inside', { a: 1 });
        return response;
      },
      { service: 'cart', log: lines.log },
    );
    equal(
      await handler(new Request(TARGET, { headers: { traceparent: HEADER } }), {}, {}),
      response,
      'the very response',
    );
    equal(response.headers.has('server-timing'), false);
    deepEqual(seen, [3, undefined, undefined]);
    deepEqual(Object.keys(lines.one()), ['timestamp', 'level', 'message', 'service', 'a']);
    const error = new Error('from the handler');
    const failing = traceHandler(
      () => {
        throw error;
      },
      { log: lines.log, errorResponse: true },
    );
    equal(await failing(new Request(TARGET)).catch((reason) => reason), error);
    equal(lines.texts().length, 1);
  }),
);

claim(
  'off: spans do their work and write no line, loggers write theirs without ids',
  off(async () => {
    const lines = lineCollector();
    const context = extract({ traceparent: HEADER });
    startSpan('work', { log: lines.log }).setAttribute('a', 1).end();
    startSpan('work', { log: lines.log, context }).end();
    equal(
      startActiveSpan('work', { log: lines.log }, (span) => [span.context, 'result'][1]),
      'result',
    );
    equal(lines.texts().length, 0);
    createLogger({ log: lines.log, context }).info('message');
    equal('trace_id' in lines.one(), false);
    const base = { info: (...args) => args.length };
    equal(
      runWithTrace(context, () => {
        createContextualLogger(base).info('a');
        return getTraceContext();
      }),
      undefined,
    );
  }),
);

claim(
  'what the application does by hand is its own',
  off(() => {
    equal(extract({ traceparent: HEADER }).traceId, TRACE_ID);
    match(extract({}).child().traceparent, VALID);
  }),
);

claim('turned off on the way: no line is written for what is in flight, and nothing carries its ids', async () => {
  const lines = lineCollector();
  let answer;
  const record = recordingFetch(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const call = traceFetch({ targets: [TARGET], fetch: record.fetch, log: lines.log })(TARGET);
  const span = startSpan('work', { log: lines.log });
  try {
    runWithTrace(extract({ traceparent: HEADER }), () => {
      setEnabled(false);
      createLogger({ log: lines.log }).info('after');
      equal(getTraceContext(), undefined);
    });
    const response = new Response('ok');
    answer(response);
    equal(await call, response);
    span.end();
  } finally {
    setEnabled(true);
  }
  equal(lines.one().message, 'after');
  equal('trace_id' in lines.one(), false);
});

claim('one switch for every copy of the package', async () => {
  const record = recordingFetch();
  const traced = traceFetch({ targets: [TARGET], fetch: record.fetch, log: false });
  setEnabledOfCopy(false);
  try {
    await traced(TARGET);
  } finally {
    setEnabledOfCopy(true);
  }
  await traced(TARGET);
  deepEqual([record.headers(0).has('traceparent'), record.headers(1).has('traceparent')], [false, true]);
});

claim('option enabled: each wrapper asks at each call', async () => {
  let consent = false;
  const lines = lineCollector();
  const record = recordingFetch();
  const traced = traceFetch({ targets: [TARGET], fetch: record.fetch, log: lines.log, enabled: () => consent });
  const handler = traceHandler(() => new Response('ok'), { log: lines.log, enabled: () => consent });
  await traced(TARGET);
  equal((await handler(new Request(TARGET))).headers.has('server-timing'), false);
  equal(lines.texts().length, 0);
  consent = true;
  await traced(TARGET);
  equal((await handler(new Request(TARGET))).headers.has('server-timing'), true);
  deepEqual(
    lines.all().map(({ kind }) => kind),
    ['client', 'server'],
  );
  deepEqual([record.headers(0).has('traceparent'), record.headers(1).has('traceparent')], [false, true]);
});

claim('option enabled: only true is consent; what is odd is off, and told', async () => {
  const { calls } = await withConsole(async () => {
    for (const enabled of [
      false,
      () => false,
      () => 'yes',
      () => 1,
      () => undefined,
      () => null,
      async () => true,
      () => {
        throw new Error('from enabled');
      },
    ]) {
      const record = recordingFetch();
      const lines = lineCollector();
      await traceFetch({ targets: [TARGET], fetch: record.fetch, log: lines.log, enabled })(TARGET);
      await traceHandler(() => new Response('ok'), { log: lines.log, enabled })(new Request(TARGET));
      deepEqual([record.headers().has('traceparent'), lines.texts().length], [false, 0], String(enabled));
    }
  });
  equal(calls.length < 2, true, 'reports');
});

claim(
  'the switch for everything wins over option enabled',
  off(async () => {
    const record = recordingFetch();
    await traceFetch({ targets: [TARGET], fetch: record.fetch, log: false, enabled: true })(TARGET);
    equal(record.headers().has('traceparent'), false);
  }),
);
