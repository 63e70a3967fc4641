import {
  extract,
  getActiveSpan,
  getTraceContext,
  runWithTrace,
  startActiveSpan,
  startSpan,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal, match, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED } from '../support/examples.js';
import { consoleMethod, lineCollector, readLine, withConsole } from '../support/lines.js';

const claim = about('span');

const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));
const parent = () => extract({ traceparent: HEADER, tracestate: 'vendor=x' });

claim('a root writes one line with the documented keys, in order, and no parent_id', () => {
  const lines = lineCollector();
  const span = startSpan('load cart', { log: lines.log, service: 'cart', attributes: { items: 3 } });
  equal(lines.texts().length, 0, 'nothing before the end');
  span.end();
  const line = lines.one();
  deepEqual(Object.keys(line), [
    'timestamp',
    'level',
    'message',
    'service',
    'trace_id',
    'span_id',
    'trace_flags',
    'kind',
    'duration_ms',
    'status',
    'items',
  ]);
  deepEqual(
    [
      line.level,
      line.message,
      line.service,
      line.trace_id,
      line.span_id,
      line.trace_flags,
      line.kind,
      line.status,
      line.items,
    ],
    ['info', 'load cart', 'cart', span.context.traceId, span.context.spanId, '03', 'internal', 'unset', 3],
  );
  equal(span.parentId, undefined);
  equal(span.name, 'load cart');
  equal(span.kind, 'internal');
});

claim('a child names its parent and keeps its trace', () => {
  const lines = lineCollector();
  const span = startSpan('query', { log: lines.log, context: parent(), kind: 'producer' });
  span.end();
  const line = lines.one();
  deepEqual(Object.keys(line), [
    'timestamp',
    'level',
    'message',
    'trace_id',
    'span_id',
    'parent_id',
    'trace_flags',
    'kind',
    'duration_ms',
    'status',
  ]);
  deepEqual([line.trace_id, line.parent_id, line.trace_flags, line.kind], [TRACE_ID, PARENT_ID, '01', 'producer']);
  equal(span.parentId, PARENT_ID);
  equal(line.span_id === PARENT_ID, false);
  equal(String(span.context.tracestate), 'vendor=x');
});

claim('the timestamp is the start and duration_ms the time until end()', async () => {
  const lines = lineCollector();
  const before = Date.now();
  const span = startSpan('wait', { log: lines.log });
  const started = Date.now();
  await pause(60);
  span.end();
  const line = lines.one();
  const timestamp = Date.parse(line.timestamp);
  // One millisecond of slack: the two clocks of a host round differently.
  equal(
    timestamp >= before - 1 && timestamp <= started + 1,
    true,
    `${line.timestamp} between ${before} and ${started}`,
  );
  equal(typeof line.duration_ms, 'number');
  equal(line.duration_ms >= 50 && line.duration_ms < 10_000, true, `duration ${line.duration_ms}`);
});

claim(
  'what the clock cannot see is said to be coarse, and a duration is never negative nor anything but a number',
  () => {
    const { now } = performance;
    try {
      for (const [start, end, duration, coarse] of [
        [5, 5, 0, true],
        [5, 4, 0, true],
        [0, Number.NaN, 0, true],
        [Number.NaN, 1, 0, true],
        [0, Infinity, 0, true],
        [5, 5.5, 0.5, false],
      ]) {
        const lines = lineCollector();
        performance.now = () => start;
        const span = startSpan('work', { log: lines.log });
        performance.now = () => end;
        span.end();
        const { duration_ms: written, clock } = JSON.parse(lines.texts()[0]);
        deepEqual([written, clock], [duration, coarse ? 'coarse' : undefined], `${start} to ${end}`);
      }
    } finally {
      performance.now = now;
    }
  },
);

claim('attributes are fields of the line, and reserved keys get a _ before them', () => {
  const lines = lineCollector();
  const spoof = {
    timestamp: 'x',
    level: 'x',
    message: 'x',
    service: 'x',
    trace_id: 'x',
    span_id: 'x',
    parent_id: 'x',
    trace_flags: 'x',
    kind: 'x',
    duration_ms: 'x',
    status: 'x',
  };
  const span = startSpan('work', { log: lines.log, attributes: spoof });
  equal(span.setAttribute('trace_id', 'y').setAttributes({ status: 'y', a: 1 }).setAttribute('b', [2]), span);
  span.end();
  const line = lines.one();
  equal(line.trace_id, span.context.traceId);
  equal(line.status, 'unset');
  equal(line.message, 'work');
  equal('service' in line, false);
  equal('parent_id' in line, false);
  equal(line._trace_id, 'y');
  equal(line._status, 'y');
  for (const key of Object.keys(spoof)) equal(line[`_${key}`], ['trace_id', 'status'].includes(key) ? 'y' : 'x', key);
  deepEqual([line.a, line.b], [1, [2]]);
});

claim('setStatus() says how it ended', () => {
  for (const status of ['ok', 'error', 'unset']) {
    const lines = lineCollector();
    const span = startSpan('work', { log: lines.log });
    equal(span.setStatus(status), span);
    span.end();
    equal(lines.one().status, status);
  }
});

claim('recordError() notes the name and not the message', () => {
  const lines = lineCollector();
  const span = startSpan('work', { log: lines.log });
  equal(span.recordError(new RangeError('secret of the customer')), span);
  span.end();
  const line = lines.one();
  equal(line.status, 'error');
  equal(line['error.type'], 'RangeError');
  equal(lines.texts()[0].includes('secret'), false);
});

claim('what the application recorded stays, whatever status the response has', async () => {
  const recorded = async (note, status) => {
    const lines = lineCollector();
    const traced = traceHandler(() => new Response('x', { status }), { log: lines.log, onStart: note });
    await traced(new Request('https://a.example/'));
    return lines.one()['error.type'];
  };
  equal(await recorded((span) => span.recordError(new RangeError('x')), 500), 'RangeError');
  equal(await recorded((span) => span.setAttribute('error.type', 'mine'), 503), 'mine');
  equal(await recorded(() => {}, 500), '500');
});

claim('recordError() takes anything', () => {
  const thrower = () => {
    throw new Error('getter');
  };
  for (const value of [
    'text',
    undefined,
    null,
    5,
    Symbol('s'),
    {},
    { name: 5 },
    {
      get name() {
        return thrower();
      },
    },
    1n,
  ]) {
    const lines = lineCollector();
    startSpan('work', { log: lines.log }).recordError(value).end();
    equal(lines.one().status, 'error');
  }
});

claim('only the first end() counts', () => {
  const lines = lineCollector();
  const span = startSpan('work', { log: lines.log });
  span.end();
  span.setAttribute('late', 1).setStatus('error').recordError(new Error('late'));
  span.end();
  equal(lines.one().status, 'unset');
});

claim('an unsampled trace writes no span line', () => {
  const lines = lineCollector();
  const span = startSpan('work', { log: lines.log, context: extract({ traceparent: UNSAMPLED }) });
  equal(span.context.traceFlags, 0);
  span.setAttribute('a', 1).recordError(new Error('x')).end();
  startActiveSpan('work', { log: lines.log, context: extract({ traceparent: UNSAMPLED }) }, () => 1);
  equal(lines.texts().length, 0);
});

claim(
  'lines go to the console as one argument by the method of their level, and nowhere with log: false',
  async (host) => {
    const { calls } = await withConsole(() => {
      startSpan('shown %s').end();
      startSpan('failed').setStatus('error').end();
      startSpan('hidden', { log: false }).end();
    });
    deepEqual(
      calls.map(([method]) => method),
      ['info', 'error'].map((level) => consoleMethod(host, level)),
    );
    equal(calls[0].length, 2, 'one argument');
    equal(readLine(calls[0][1]).message, 'shown %s');
  },
);

claim('a log that throws breaks nothing', async () => {
  const log = () => {
    throw new Error('from the log');
  };
  await withConsole(async () => {
    startSpan('work', { log }).end();
    equal(
      startActiveSpan('work', { log }, () => 5),
      5,
    );
    equal(await startActiveSpan('work', { log }, async () => 6), 6);
  });
});

claim('startSpan() does not become ambient', () => {
  startSpan('work', { log: false });
  equal(getActiveSpan(), undefined);
  equal(getTraceContext(), undefined);
});

claim('startActiveSpan() gives fn its span, ambient, and ends when fn returns', () => {
  const lines = lineCollector();
  const value = {};
  let inside;
  equal(
    startActiveSpan('work', { log: lines.log, context: parent() }, (span) => {
      inside = span;
      equal(getActiveSpan(), span);
      equal(getTraceContext().spanId, span.context.spanId);
      equal(lines.texts().length, 0);
      return value;
    }),
    value,
  );
  equal(getActiveSpan(), undefined);
  equal(lines.one().span_id, inside.context.spanId);
});

claim('startActiveSpan() ends when the promise settles, and gives what it gave', async (host) => {
  const lines = lineCollector();
  const value = {};
  const promise = startActiveSpan('work', { log: lines.log }, async (span) => {
    await pause(20);
    equal(getActiveSpan(), host.ambient ? span : undefined);
    span.setAttribute('late', true);
    return value;
  });
  equal(lines.texts().length, 0);
  equal(await promise, value);
  equal(lines.one().late, true);
  equal(lines.one().duration_ms >= 15, true);
});

claim('startActiveSpan() notes an error and passes it on as it is', async () => {
  for (const thrown of [new RangeError('secret'), 'text', undefined, null]) {
    const lines = lineCollector();
    throws(
      () =>
        startActiveSpan('sync', { log: lines.log }, () => {
          throw thrown;
        }),
      thrown,
    );
    await rejects(
      startActiveSpan('async', { log: lines.log }, async () => {
        throw thrown;
      }),
      thrown,
    );
    deepEqual(
      lines.all().map(({ message, status }) => [message, status]),
      [
        ['sync', 'error'],
        ['async', 'error'],
      ],
    );
    if (thrown instanceof Error) {
      for (const line of lines.all()) equal(line['error.type'], 'RangeError');
      equal(lines.texts().join().includes('secret'), false);
    }
  }
});

claim('options may be left out or undefined', async () => {
  const { calls } = await withConsole(() => {
    equal(
      startActiveSpan('first', () => 1),
      1,
    );
    equal(
      startActiveSpan('second', undefined, () => 2),
      2,
    );
  });
  deepEqual(
    calls.map(([, text]) => readLine(text).message),
    ['first', 'second'],
  );
});

claim('spans nest', () => {
  const lines = lineCollector();
  const { log } = lines;
  const outerParent = parent();
  runWithTrace(outerParent, () =>
    startActiveSpan('outer', { log }, () => {
      startActiveSpan('inner', { log }, () => startSpan('leaf', { log }).end());
      startSpan('sibling', { log }).end();
    }),
  );
  const by = Object.fromEntries(lines.all().map((line) => [line.message, line]));
  equal(by.outer.parent_id, PARENT_ID);
  equal(by.inner.parent_id, by.outer.span_id);
  equal(by.leaf.parent_id, by.inner.span_id);
  equal(by.sibling.parent_id, by.outer.span_id);
  deepEqual(
    lines.all().map((line) => line.trace_id),
    new Array(4).fill(TRACE_ID),
  );
  equal(new Set(lines.all().map((line) => line.span_id)).size, 4);
});

claim('an option of the wrong type is a TypeError that names it', () => {
  const wrong = { kind: 'other', context: 'text', attributes: 5, service: 5, log: 'console', sampler: {} };
  for (const [name, value] of Object.entries(wrong)) {
    match(throws(() => startSpan('work', { [name]: value }), TypeError, name).message, new RegExp(`\\b${name}\\b`));
    match(
      throws(() => startActiveSpan('work', { [name]: value }, () => 1), TypeError, name).message,
      new RegExp(`\\b${name}\\b`),
    );
  }
  throws(() => startActiveSpan('work'), TypeError);
  throws(() => startActiveSpan('work', {}, 'no function'), TypeError);
});
