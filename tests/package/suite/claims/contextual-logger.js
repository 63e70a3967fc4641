import { createContextualLogger, createLogger, extract, runWithTrace, startActiveSpan } from 'tracehop';
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

const SPOOF = { trace_id: 'f'.repeat(32), span_id: 'f'.repeat(16), cart: 7 };
const RENAMED = { _trace_id: SPOOF.trace_id, _span_id: SPOOF.span_id, cart: 7 };

claim('a field named like our ids never replaces them, in any kind of logger', () => {
  const sink = [];
  const logger = createContextualLogger(new ChildLogger(sink));
  inTrace(() => logger.info(SPOOF, 'message'));
  inTrace(() => logger.info('message', SPOOF));
  deepEqual(sink, [
    ['info', IDS, RENAMED, 'message'],
    ['info', IDS, 'message', RENAMED],
  ]);
  const lines = [];
  const plain = createContextualLogger({ info: (message, data) => lines.push({ message, ...data }) });
  inTrace(() => plain.info('message', SPOOF));
  inTrace(() => plain.info('message', { cart: 7 }));
  inTrace(() => plain.info('message'));
  deepEqual(lines, [
    { message: 'message', ...RENAMED, ...IDS },
    { message: 'message', cart: 7, ...IDS },
    { message: 'message', ...IDS },
  ]);
  deepEqual(SPOOF.trace_id, 'f'.repeat(32), 'what the caller gave stays as it was');
});

claim('a logger of the shape of LogTape gets the ids by with(), also beside fields that a function gives', async () => {
  const lines = [];
  const make = (own) => ({
    getChild: () => make(own),
    with: (fields) => make({ ...own, ...fields }),
    async info(message, fields) {
      lines.push({ message, ...own, ...(typeof fields === 'function' ? await fields() : fields) });
    },
  });
  const logger = createContextualLogger(make({})).getChild('a').with({ user: 5 });
  await inTrace(() => logger.info('message', SPOOF));
  await inTrace(() => logger.info('message', () => SPOOF));
  await inTrace(() => logger.info('message', async () => SPOOF));
  deepEqual(lines, new Array(3).fill({ message: 'message', user: 5, ...IDS, ...RENAMED }));
});

claim('percent signs in the message of a console get nothing of ours', () => {
  const calls = [];
  const logger = createContextualLogger({ info: (...args) => calls.push(args), table() {} });
  const given = (...args) => {
    calls.length = 0;
    inTrace(() => logger.info(...args));
    return calls[0];
  };
  for (const message of ['GET /caf%c3%a9', 'disk 95%full', '%o', '%%', 'a %s b']) {
    deepEqual(given(message), ['%s', message, IDS]);
  }
  deepEqual(given('%s and %s', 1), ['%s and %%s', 1, IDS]);
  deepEqual(given('%s items, 100%%', 3), ['%s items, 100%%', 3, IDS]);
  deepEqual(given('plain'), ['plain', IDS]);
  deepEqual(given({ cart: 7 }), [{ cart: 7 }, IDS]);
});

claim('a logger that is a function can be called, and keeps its methods', () => {
  const calls = [];
  const base = Object.assign((...args) => calls.push(args), { extend: () => base, enabled: true });
  const logger = createContextualLogger(base);
  inTrace(() => logger('message'));
  logger('outside');
  inTrace(() => logger.extend('a')('100%idle'));
  deepEqual(calls, [['message', IDS], ['outside'], ['%s', '100%idle', IDS]]);
  equal(logger.enabled, true);
});

claim('what changes a logger is seen by its next line', () => {
  const lines = [];
  class Changing {
    #fields;
    constructor(fields) {
      this.#fields = fields;
    }
    setBindings(fields) {
      this.#fields = { ...this.#fields, ...fields };
    }
    child(fields) {
      return new Changing({ ...this.#fields, ...fields });
    }
    info(message) {
      lines.push({ message, ...this.#fields });
    }
  }
  const base = new Changing({});
  const logger = createContextualLogger(base);
  inTrace(() => {
    logger.info('a');
    logger.setBindings({ user: 7 });
    logger.info('b');
    base.setBindings({ user: 8 });
    logger.info('c');
  });
  deepEqual(lines, [
    { message: 'a', ...IDS },
    { message: 'b', user: 7, ...IDS },
    { message: 'c', user: 8, ...IDS },
  ]);
});

claim('where the console itself is a contextual logger, a line of ours is written as it is', () => {
  const kept = globalThis.console;
  const calls = [];
  // Workers write a line by the method of its level.
  const keep = (...args) => calls.push(args);
  globalThis.console = createContextualLogger({ ...kept, log: keep, info: keep });
  try {
    inTrace(() => createLogger().info('message'));
    inTrace(() => console.log('message'));
  } finally {
    globalThis.console = kept;
  }
  deepEqual([calls[0].length, calls[1]], [1, ['message', IDS]]);
});
