import { createLogger, extract, runWithTrace, startActiveSpan } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED } from '../support/examples.js';
import { consoleMethod, lineCollector, readLine, withConsole } from '../support/lines.js';

const claim = about('logger');

function setUp(options = {}) {
  const lines = lineCollector();
  return { lines, logger: createLogger({ log: lines.log, ...options }) };
}

const context = () => extract({ traceparent: HEADER });

claim('a line has the documented keys, in order', () => {
  const { lines, logger } = setUp({ service: 'order-service' });
  const before = Date.now();
  runWithTrace(context(), () => logger.error('Payment gateway timeout', { user_id: 'user42' }));
  const line = lines.one();
  deepEqual(Object.keys(line), [
    'timestamp',
    'level',
    'message',
    'service',
    'trace_id',
    'span_id',
    'trace_flags',
    'user_id',
  ]);
  const { timestamp, ...rest } = line;
  deepEqual(rest, {
    level: 'error',
    message: 'Payment gateway timeout',
    service: 'order-service',
    trace_id: TRACE_ID,
    span_id: PARENT_ID,
    trace_flags: '01',
    user_id: 'user42',
  });
  equal(Math.abs(Date.parse(timestamp) - before) < 2000, true, timestamp);
});

claim('without a context there is no trace, without a service no service', () => {
  const { lines, logger } = setUp();
  logger.info('alone');
  deepEqual(Object.keys(lines.one()), ['timestamp', 'level', 'message']);
});

claim('every level writes its name', () => {
  const { lines, logger } = setUp();
  for (const level of ['debug', 'info', 'warn', 'error']) equal(logger[level](level), undefined);
  deepEqual(
    lines.all().map((line) => line.level),
    ['debug', 'info', 'warn', 'error'],
  );
});

claim('lines below the level are not written', () => {
  const levels = ['debug', 'info', 'warn', 'error'];
  for (const [index, level] of levels.entries()) {
    const { lines, logger } = setUp({ level });
    const child = logger.child({ a: 1 });
    for (const name of levels) {
      logger[name](name);
      child[name](name);
    }
    deepEqual(
      lines.all().map((line) => line.level),
      levels.slice(index).flatMap((name) => [name, name]),
    );
  }
});

claim('each call is one call of the console with one argument, by the method of its level', async (host) => {
  const levels = ['debug', 'info', 'warn', 'error'];
  const logger = createLogger({ service: 'cart' });
  const { calls } = await withConsole(() => {
    for (const level of levels) logger[level]('100 %s %c %o', { a: 1 });
  });
  deepEqual(
    calls.map(([method, ...args]) => [method, args.length]),
    levels.map((level) => [consoleMethod(host, level), 1]),
  );
  equal(readLine(calls[0][1]).message, '100 %s %c %o');
});

claim('a console without the method of a level gets the line by its log', async () => {
  const { calls } = await withConsole(() => {
    const { warn } = console;
    console.warn = undefined;
    createLogger().warn('m');
    console.warn = warn;
  });
  deepEqual(
    calls.map(([method]) => method),
    ['log'],
  );
});

claim('log: false writes nothing', async () => {
  const { calls } = await withConsole(() => createLogger({ log: false }).error('hidden'));
  equal(calls.length, 0);
});

claim('the trace flags are two hex digits, of unsampled traces too', () => {
  for (const [header, flags] of [
    [UNSAMPLED, '00'],
    [HEADER, '01'],
    [UNSAMPLED.replace(/00$/, '02'), '02'],
    [HEADER.replace(/01$/, '03'), '03'],
  ]) {
    const { lines, logger } = setUp();
    runWithTrace(extract({ traceparent: header }), () => logger.info('x'));
    equal(lines.one().trace_flags, flags);
  }
});

claim('inside a span the line names that span', () => {
  const { lines, logger } = setUp();
  startActiveSpan('work', { log: false }, (span) => {
    logger.info('inside');
    equal(lines.one().span_id, span.context.spanId);
    equal(lines.one().trace_id, span.context.traceId);
  });
});

claim('the context option stands in when none is ambient: a context or a function', () => {
  for (const option of [context(), context]) {
    const { lines, logger } = setUp({ context: option });
    logger.info('outside');
    equal(lines.one().trace_id, TRACE_ID);
    const ambient = extract({});
    runWithTrace(ambient, () => logger.info('inside'));
    equal(lines.all()[1].trace_id, ambient.traceId, 'the ambient one wins');
  }
});

claim('a context function that gives nothing, or throws, writes a line without a trace', () => {
  for (const option of [
    () => undefined,
    () => {
      throw new Error('from context()');
    },
    () => 'text',
    () => ({}),
  ]) {
    const { lines, logger } = setUp({ context: option });
    logger.info('x');
    deepEqual(Object.keys(lines.one()), ['timestamp', 'level', 'message']);
  }
});

claim('fields of the logger, of its children and of the call; the nearest wins and stands once', () => {
  const { lines, logger } = setUp({ fields: { a: 'logger', b: 'logger', c: 'logger' } });
  const child = logger.child({ b: 'child', c: 'child' }).child({ d: 'grandchild' });
  child.info('x', { c: 'call', e: 'call' });
  const { a, b, c, d, e } = lines.one();
  deepEqual({ a, b, c, d, e }, { a: 'logger', b: 'child', c: 'call', d: 'grandchild', e: 'call' });
  for (const key of ['a', 'b', 'c']) equal(lines.texts()[0].split(`"${key}":`).length, 2, `"${key}" once`);
  logger.info('y');
  equal('d' in lines.all()[1], false, 'a child does not change its parent');
});

const RESERVED = ['timestamp', 'level', 'message', 'service', 'trace_id', 'span_id', 'trace_flags', 'truncated'];

/** Keys that only the lines of spans have. */
const OF_SPANS = [
  'parent_id',
  'kind',
  'duration_ms',
  'clock',
  'status',
  'unfinished',
  'sampled',
  'links',
  'hidden_hop',
  'last_span_id',
];

claim('keys that only spans have belong to the application in a log line', () => {
  const mine = Object.fromEntries(OF_SPANS.map((key) => [key, 'mine']));
  for (const options of [{}, { context: context(), service: 'cart' }]) {
    const { lines, logger } = setUp({ ...options, fields: { status: 'open' } });
    logger.info('real', mine);
    logger.child(mine).info('real');
    logger.info('real');
    const [own, childs, loggers] = lines.all();
    for (const line of [own, childs]) {
      for (const key of OF_SPANS) deepEqual([line[key], `_${key}` in line], ['mine', false], key);
    }
    equal(loggers.status, 'open');
  }
});

claim('reserved keys cannot be overridden: they get a _ before them, wherever they come from', () => {
  const spoof = Object.fromEntries(RESERVED.map((key) => [key, 'spoof']));
  const ways = [
    (options) => {
      const { lines, logger } = setUp({ ...options, fields: spoof });
      logger.info('real');
      return lines;
    },
    (options) => {
      const { lines, logger } = setUp(options);
      logger.child(spoof).info('real');
      return lines;
    },
    (options) => {
      const { lines, logger } = setUp(options);
      logger.info('real', spoof);
      return lines;
    },
  ];
  for (const way of ways) {
    for (const options of [{}, { context: context(), service: 'cart' }]) {
      const line = way(options).one();
      for (const key of RESERVED) {
        equal(line[key] === 'spoof', false, key);
        equal(line[`_${key}`], 'spoof', key);
      }
      equal(line.message, 'real');
      equal(line.trace_id, options.context === undefined ? undefined : TRACE_ID);
    }
  }
});

claim('fields that are no object are written under "value"', () => {
  for (const [fields, value] of [
    [42, 42],
    ['text', 'text'],
    [true, true],
    [0, 0],
    ['', ''],
  ]) {
    const { lines, logger } = setUp();
    logger.info('x', fields);
    equal(lines.one().value, value);
  }
  const { lines, logger } = setUp();
  logger.info('x', undefined);
  equal('value' in lines.one(), false);
});

claim('an error as fields or as message gives type, message and stack', () => {
  const error = new RangeError('out of stock');
  const { lines, logger } = setUp();
  logger.error('failed', error);
  logger.error(error);
  logger.error(error, { order: 7 });
  for (const line of lines.all()) {
    equal(line['exception.type'], 'RangeError');
    equal(line['exception.message'], 'out of stock');
    equal(typeof line['exception.stacktrace'], 'string');
  }
  equal(lines.all()[0].message, 'failed');
  equal(lines.all()[1].message, 'out of stock');
  equal(lines.all()[2].order, 7);
});

claim('a line break in any text stays inside its line', () => {
  const { lines, logger } = setUp({ service: 'a\nb' });
  logger.info('first\nsecond\r\u2028third', { 'key\n': 'value\n{"level":"error"}' });
  const line = lines.one();
  equal(line.message, 'first\nsecond\r\u2028third');
  equal(line['key\n'], 'value\n{"level":"error"}');
});

claim('where the console has no method of the level, the line is written by log', async () => {
  const { calls } = await withConsole(() => {
    const { info } = console;
    console.info = undefined;
    try {
      createLogger().info('message');
    } finally {
      console.info = info;
    }
  });
  deepEqual(
    calls.map(([method, text]) => [method, readLine(text).message]),
    [['log', 'message']],
  );
});
