import { createContextualLogger, extract, runWithTrace, startActiveSpan } from 'tracehop';
import { deepEqual, equal, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { withConsole } from '../support/lines.js';

const claim = about('contextual logger');

const inTrace = (fn) => runWithTrace(extract({ traceparent: HEADER }), fn);
const IDS = { trace_id: TRACE_ID, span_id: PARENT_ID };

/**
 * The shape of pino, winston and bunyan: methods that need `this`, a child(fields), state that only the real object
 * has.
 */
class ChildLogger {
  #fields;
  #sink;
  constructor(sink, fields = {}) {
    this.#sink = sink;
    this.#fields = fields;
    this.level = 'info';
  }
  child(fields) {
    return new ChildLogger(this.#sink, { ...this.#fields, ...fields });
  }
  info(...args) {
    this.#sink.push(['info', this.#fields, ...args]);
    return 'logged';
  }
  error(...args) {
    this.#sink.push(['error', this.#fields, ...args]);
  }
}

/** The shape of the console: plain functions. */
function plainLogger(sink) {
  const method =
    (name) =>
    (...args) =>
      void sink.push([name, ...args]);
  return { info: method('info'), error: method('error'), log: method('log'), level: 'info' };
}

claim('a logger with child() gets the ids as fields of a child', () => {
  const sink = [];
  const logger = createContextualLogger(new ChildLogger(sink));
  equal(
    inTrace(() => logger.info('message', 5)),
    'logged',
  );
  inTrace(() => logger.error('failed'));
  deepEqual(sink, [
    ['info', IDS, 'message', 5],
    ['error', IDS, 'failed'],
  ]);
});

claim('a logger without child() gets them as an object after the arguments', () => {
  const sink = [];
  const logger = createContextualLogger(plainLogger(sink));
  inTrace(() => logger.info('message', 5));
  inTrace(() => logger.log());
  deepEqual(sink, [
    ['info', 'message', 5, IDS],
    ['log', IDS],
  ]);
});

claim('outside a trace nothing is added', () => {
  const sink = [];
  createContextualLogger(new ChildLogger(sink)).info('message');
  createContextualLogger(plainLogger(sink)).info('message');
  deepEqual(sink, [
    ['info', {}, 'message'],
    ['info', 'message'],
  ]);
});

claim('each call carries the ids of its own moment', () => {
  const sink = [];
  const logger = createContextualLogger(plainLogger(sink));
  const ids = [];
  for (let n = 0; n < 3; n++) {
    startActiveSpan('work', { log: false }, ({ context }) => {
      ids.push({ trace_id: context.traceId, span_id: context.spanId });
      logger.info(n);
    });
  }
  deepEqual(
    sink,
    ids.map((id, n) => ['info', n, id]),
  );
});

claim("a child made by the user is contextual too, and keeps the user's fields", () => {
  const sink = [];
  const logger = createContextualLogger(new ChildLogger(sink)).child({ a: 1 });
  inTrace(() => logger.info('message'));
  deepEqual(sink, [['info', { a: 1, ...IDS }, 'message']]);
});

claim('what is no function is passed on, and written to the base', () => {
  const base = plainLogger([]);
  const logger = createContextualLogger(base);
  equal(logger.level, 'info');
  logger.level = 'error';
  equal(base.level, 'error');
  equal('info' in logger, true);
  equal(logger.missing, undefined);
});

claim('the base itself is left as it was', () => {
  const sink = [];
  const base = plainLogger(sink);
  createContextualLogger(base);
  inTrace(() => base.info('message'));
  deepEqual(sink, [['info', 'message']]);
});

claim('an error of the base is the business of the caller', () => {
  const error = new Error('from the base');
  const logger = createContextualLogger({
    info() {
      throw error;
    },
  });
  throws(() => logger.info('x'), error);
  throws(() => inTrace(() => logger.info('x')), error);
});

claim('a base that is no object is a TypeError', () => {
  for (const base of [undefined, null, 5, 'text', true, 1n, Symbol('s')])
    throws(() => createContextualLogger(base), TypeError);
});

claim('works on the console of the host', () => {
  const kept = console.info;
  const calls = [];
  console.info = (...args) => calls.push(args);
  try {
    const logger = createContextualLogger(console);
    inTrace(() => logger.info('message'));
  } finally {
    console.info = kept;
  }
  deepEqual(calls, [['message', IDS]]);
});

claim('a frozen logger, and methods that need their own this, work', () => {
  class Base {
    #lines = [];
    info(...args) {
      this.#lines.push(args);
    }
    flush() {
      return this.#lines;
    }
  }
  const logger = createContextualLogger(Object.freeze(new Base()));
  runWithTrace(extract({ traceparent: HEADER }), () => logger.info('text'));
  equal(logger.flush()[0][1].trace_id, TRACE_ID);
});

claim('a child() that throws costs nothing but the child', async () => {
  await withConsole(() => {
    const seen = [];
    const logger = createContextualLogger({
      info: (...args) => seen.push(args),
      child() {
        throw new Error('from child');
      },
    });
    runWithTrace(extract({ traceparent: HEADER }), () => logger.info('text'));
    equal(seen[0][0], 'text');
    equal(seen[0][1].trace_id, TRACE_ID);
  });
});
