/** Log lines by their trace: of a request all lines of a level or none, and of one that failed all. */

import { createLogger, extract, getActiveSpan, logRatio, runWithTrace, startSpan, stats, traceHandler } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('log sampling');

// By the last seven bytes of a trace-id: the first is kept by any share above 0, the second by 1 alone.
const KEPT = `00-4bf92f3577b34da6a3ffffffffffffff-00f067aa0ba902b7-01`;
const LEFT_OUT = `00-4bf92f3577b34da6a300000000000001-00f067aa0ba902b7-01`;

const request = (traceparent) => new Request('https://shop.example/', { headers: { traceparent } });

/** Handles a request; gives the messages of its log lines, in order. */
async function handled(traceparent, handler, options = {}) {
  const lines = lineCollector();
  const traced = traceHandler(handler, { log: lines.log, logSampler: logRatio({ debug: 0, info: 0.01 }), ...options });
  const response = await traced(request(traceparent)).catch((error) => error);
  return {
    lines,
    response,
    messages: lines
      .all()
      .filter((line) => line.kind === undefined)
      .map((line) => line.message),
  };
}

const logger = createLogger();
const talk = async () => {
  logger.debug('first');
  logger.info('second');
  await null;
  logger.info('third');
  return new Response('ok');
};

/** How far the counts of lines have moved since `before`. */
function since(before) {
  const { lines } = stats();
  const dropped = Object.fromEntries(
    Object.keys(lines.dropped).map((key) => [key, lines.dropped[key] - before.dropped[key]]),
  );
  return {
    created: lines.created - before.created,
    emitted: lines.emitted - before.emitted,
    dropped,
    open: lines.open - before.open,
  };
}

claim(
  'of a successful request a level is written whole or not at all, by the share and the trace-id',
  async ({ ambient }) => {
    if (!ambient) return;
    deepEqual((await handled(KEPT, talk)).messages, ['second', 'third']);
    deepEqual((await handled(LEFT_OUT, talk)).messages, []);
    deepEqual((await handled(LEFT_OUT, talk, { logSampler: logRatio({ info: 1 }) })).messages, [
      'first',
      'second',
      'third',
    ]);
  },
);

claim('of a thousand traces about one in a hundred is kept, and each as a whole', async ({ ambient }) => {
  if (!ambient) return;
  let kept = 0;
  for (let n = 0; n < 1000; n++) {
    const { messages } = await handled(extract({}).traceparent, talk);
    equal([0, 2].includes(messages.length), true);
    kept += messages.length / 2;
  }
  // One in a hundred of a thousand is 10, with a deviation of 3.1; further off than 10 it is once in ten thousand.
  equal(kept <= 25, true, String(kept));
});

claim(
  'of a request that throws all lines are written, in their order, before the error and with their own times',
  async ({ ambient }) => {
    if (!ambient) return;
    const { lines, messages } = await handled(LEFT_OUT, async () => {
      await talk();
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new RangeError('out of stock');
    });
    deepEqual(messages, ['first', 'second', 'third', 'out of stock']);
    const [first, , , failure] = lines.all();
    equal(
      Date.parse(failure.timestamp) - Date.parse(first.timestamp) >= 10,
      true,
      `${first.timestamp} ${failure.timestamp}`,
    );
  },
);

claim('a 5xx, an error that is logged, and a status that is set to error are failures too', async ({ ambient }) => {
  if (!ambient) return;
  const unavailable = async () => (await talk(), new Response('', { status: 503 }));
  deepEqual((await handled(LEFT_OUT, unavailable)).messages, ['first', 'second', 'third']);
  const logged = async () => (await talk(), logger.error('sold out'), logger.info('after'), new Response('ok'));
  deepEqual((await handled(LEFT_OUT, logged)).messages, ['first', 'second', 'third', 'sold out', 'after']);
  const stated = async () => (getActiveSpan().setStatus('error'), talk());
  deepEqual((await handled(LEFT_OUT, stated)).messages, ['first', 'second', 'third']);
  const missing = async () => (await talk(), new Response('', { status: 404 }));
  deepEqual((await handled(LEFT_OUT, missing)).messages, [], 'a 404 is no failure of the server');
});

claim('warnings and errors are written at once, spans by the flag of their trace', async ({ ambient }) => {
  if (!ambient) return;
  let early;
  const { lines, messages } = await handled(
    LEFT_OUT,
    async () => {
      logger.warn('low stock');
      early = lines0.texts().length;
      startSpan('work').end();
      return talk();
    },
    { log: (line, level) => lines0.log(line, level) },
  );
  equal(early, 1);
  deepEqual(messages, []);
  equal(lines.texts().length, 0);
  deepEqual(
    lines0.all().map((line) => line.message),
    ['low stock', 'work', 'GET'],
  );
});
const lines0 = lineCollector();

claim('what is held back is text: what a value was when it was logged is written', async ({ ambient }) => {
  if (!ambient) return;
  const cart = { items: 1 };
  const { lines } = await handled(LEFT_OUT, async () => {
    logger.info('cart', cart);
    cart.items = 2;
    throw new Error('no');
  });
  equal(lines.all()[0].items, 1);
});

claim(
  'a request holds back a thousand lines and 256 Ki characters at most; the oldest go first and are counted',
  async ({ ambient }) => {
    if (!ambient) return;
    const before = stats().lines;
    const many = await handled(LEFT_OUT, async () => {
      for (let n = 0; n < 1500; n++) logger.info(String(n));
      throw new Error('end');
    });
    deepEqual([many.messages.length, many.messages[0], many.messages.at(-1)], [1001, '500', 'end']);
    deepEqual(since(before), {
      created: 1501,
      emitted: 1001,
      dropped: { unsampled: 0, overflow: 500, logOff: 0, logThrew: 0 },
      open: 0,
    });
    const large = await handled(LEFT_OUT, async () => {
      for (let n = 0; n < 10; n++) logger.info(`${n}${'x'.repeat(60_000)}`);
      throw new Error('end');
    });
    deepEqual(
      large.messages.map((message) => message[0]),
      ['6', '7', '8', '9', 'e'],
    );
  },
);

claim('a line after the end of its request is written if that failed, and left out if not', async ({ ambient }) => {
  if (!ambient) return;
  for (const [status, expected] of [
    [503, ['late']],
    [200, []],
  ]) {
    let late;
    const { lines } = await handled(LEFT_OUT, async () => {
      late = new Promise((resolve) => setTimeout(resolve, 10)).then(() => logger.info('late'));
      return new Response('', { status });
    });
    await late;
    deepEqual(
      lines
        .all()
        .filter((line) => line.kind === undefined)
        .map((line) => line.message),
      expected,
      String(status),
    );
  }
});

claim('interleaved requests hold back their own lines only', async ({ ambient }) => {
  if (!ambient) return;
  const failing = (n) => async () => {
    logger.info(`before ${n}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    logger.info(`after ${n}`);
    return new Response('', { status: n % 2 === 0 ? 500 : 200 });
  };
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => handled(LEFT_OUT, failing(n))));
  for (const [n, { messages }] of all.entries()) deepEqual(messages, n % 2 === 0 ? [`before ${n}`, `after ${n}`] : []);
});

claim('outside a handler the trace-id alone decides; a line without a trace, and an error, are written', () => {
  const lines = lineCollector();
  const sampled = createLogger({ log: lines.log, logSampler: logRatio({ info: 0.01 }) });
  const before = stats().lines;
  runWithTrace(extract({ traceparent: LEFT_OUT }), () => {
    sampled.info('left out');
    sampled.child({ a: 1 }).info('left out too');
    sampled.error('error');
  });
  runWithTrace(extract({ traceparent: KEPT }), () => sampled.info('kept'));
  sampled.info('alone');
  deepEqual(
    lines.all().map((line) => line.message),
    ['error', 'kept', 'alone'],
  );
  deepEqual(since(before), {
    created: 5,
    emitted: 3,
    dropped: { unsampled: 2, overflow: 0, logOff: 0, logThrew: 0 },
    open: 0,
  });
});

claim(
  'the sampler of a logger counts inside a handler that has none, and failures are whole there too',
  async ({ ambient }) => {
    if (!ambient) return;
    const lines = lineCollector();
    const sampled = createLogger({ log: lines.log, logSampler: logRatio({ info: 0 }) });
    for (const status of [200, 500]) {
      await traceHandler(
        () => {
          sampled.info(`of ${status}`);
          return new Response('', { status });
        },
        { log: false },
      )(request(LEFT_OUT));
    }
    deepEqual(
      lines.all().map((line) => line.message),
      ['of 500'],
    );
  },
);

claim('a log that throws while held lines are written breaks nothing, and is counted', async ({ ambient }) => {
  if (!ambient) return;
  const before = stats().lines;
  await withConsole(async () => {
    const response = await traceHandler(async () => (await talk(), new Response('mine', { status: 500 })), {
      log: () => {
        throw new Error('from the log');
      },
      logSampler: logRatio({ debug: 0, info: 0 }),
    })(request(LEFT_OUT));
    deepEqual([response.status, await response.text()], [500, 'mine']);
  });
  deepEqual(since(before), {
    created: 3,
    emitted: 0,
    dropped: { unsampled: 0, overflow: 0, logOff: 0, logThrew: 3 },
    open: 0,
  });
});

claim('a share that is none, or of errors, is a TypeError', () => {
  for (const share of [-0.1, 1.1, NaN, '1', null, {}])
    match(throws(() => logRatio({ info: share }), TypeError).message, /info/);
  match(throws(() => logRatio({ error: 0.5 }), TypeError).message, /error/);
  for (const value of [5, {}, () => true, null])
    match(throws(() => createLogger({ logSampler: value }), TypeError).message, /logSampler/);
});

claim(
  'a log sampler of the application that throws is reported once, and the line is written; errors always are',
  async () => {
    const lines = lineCollector();
    const logSampler = {
      keeps() {
        throw new Error('broken');
      },
    };
    const { calls } = await withConsole(() => {
      const log = createLogger({ log: lines.log, logSampler });
      log.info('one');
      log.info('two');
      createLogger({ log: lines.log, logSampler: { keeps: () => false } }).error('three');
    });
    deepEqual(
      lines.all().map(({ message }) => message),
      ['one', 'two', 'three'],
    );
    equal(calls.filter(([, text]) => String(text).includes('a log sampler failed')).length <= 1, true);
  },
);
