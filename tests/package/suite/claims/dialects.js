/** Lines as others want to read them: the written examples, and what holds for a line of any dialect. */

import { createLogger, extract, startActiveSpan, startSpan, traceFetch, traceHandler } from 'tracehop';
import {
  camelCase,
  customKeys,
  datadog,
  elastic,
  googleCloud,
  honeycomb,
  newRelic,
  openTelemetry,
} from 'tracehop/dialects';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { hostileValues } from '../support/hostile.js';

const claim = about('dialects');

const make = {
  openTelemetry,
  googleCloud,
  datadog,
  elastic,
  newRelic,
  honeycomb,
  camelCase,
  datadogClassic: () => datadog({ classic: true }),
  custom: () =>
    customKeys({ trace_id: 'requestId', message: 'msg', duration_ms: 'ms', status: 'kind', kind: 'status' }),
};
const PROJECT = { project: 'shop-prod' };

function collector() {
  const texts = [];
  return { log: (line) => texts.push(line), texts, all: () => texts.map((text) => JSON.parse(text)) };
}

/** Runs `fn` while the clocks stand at this moment; each reading of the finer one is `step` later. */
function at(time, step, fn) {
  const { now } = Date;
  const own = Object.getOwnPropertyDescriptor(performance, 'now');
  let ticks = 0;
  Date.now = () => time;
  Object.defineProperty(performance, 'now', { value: () => step * ticks++, configurable: true, writable: true });
  try {
    return fn();
  } finally {
    Date.now = now;
    if (own) Object.defineProperty(performance, 'now', own);
    else delete performance.now;
  }
}

/** The line of an example's log record. */
function logged(record, dialect) {
  const lines = collector();
  const { trace_id, span_id, trace_flags, service } = record;
  const context = trace_id && extract({ traceparent: `00-${trace_id}-${span_id}-${trace_flags}` });
  at(record.time, 0, () => createLogger({ service, context, dialect, log: lines.log })[record.level](record.message));
  return lines.texts[0];
}

/** The line of an example's span. Its id is its own, so the example's stands in its place. */
function spanLine(
  { trace_id, span_id, trace_flags, service, message, time, span: { parent_id, kind, duration_ms, status } },
  dialect,
) {
  const lines = collector();
  const context = extract({ traceparent: `00-${trace_id}-${parent_id}-${trace_flags}` });
  const own = at(time, duration_ms, () => {
    const span = startSpan(message, { kind, context, service, dialect, log: lines.log }).setStatus(status);
    span.end();
    return span.context.spanId;
  });
  const decimal = (hex) => String(BigInt(`0x${hex}`));
  return lines.texts[0].replaceAll(`"${own}"`, `"${span_id}"`).replaceAll(`"${decimal(own)}"`, `"${decimal(span_id)}"`);
}

claim('each written example is the line that its dialect writes, key by key and in its order', ({ vectors }) => {
  equal(vectors.dialects.length > 15, true);
  for (const { dialect: name, options, record, line, why } of vectors.dialects) {
    const dialect = make[name](Object.keys(options).length > 0 ? options : undefined);
    const text = record.span ? spanLine(record, dialect) : logged(record, dialect);
    deepEqual(Object.entries(JSON.parse(text)), Object.entries(line), `${name}: ${why}`);
  }
});

claim('fields come after our keys, and one that has a name of the dialect gets a _ before it', () => {
  for (const [name, of] of Object.entries(make)) {
    const dialect = of(name === 'googleCloud' ? PROJECT : undefined);
    const lines = collector();
    const fields = { ...Object.fromEntries([...dialect.reserved].map((key) => [key, 'spoof'])), items: 3 };
    const common = { dialect, service: 'cart', context: extract({ traceparent: HEADER }), log: lines.log };
    createLogger(common).error('real', fields);
    startSpan('real', { ...common, attributes: fields }).end();
    const [line, span] = lines.all();
    for (const key of dialect.reserved) {
      equal(span[key] === 'spoof', false, `${name}: ${key}`);
      equal(span[`_${key}`], 'spoof', `${name}: ${key}`);
      const isOurs = dialect.reservedInLogs.has(key);
      deepEqual([line[key] === 'spoof', line[`_${key}`]], [!isOurs, isOurs ? 'spoof' : undefined], `${name}: ${key}`);
    }
    for (const [index, one] of [line, span].entries()) {
      equal(one.items, 3);
      match(lines.texts[index], /"real"/);
      equal(lines.texts[index].includes(TRACE_ID) || name === 'datadogClassic', true, name);
    }
  }
});

claim('what is no name of the dialect is a field like another', () => {
  const lines = collector();
  createLogger({ dialect: elastic(), log: lines.log }).info('m', { trace_id: 'mine', level: 'mine' });
  const [line] = lines.all();
  deepEqual([line.trace_id, line.level, line['log.level']], ['mine', 'mine', 'info']);
});

claim('any value gives one valid line of at most 64 KiB in every dialect', () => {
  for (const [name, of] of Object.entries(make)) {
    const lines = collector();
    const logger = createLogger({ dialect: of(name === 'googleCloud' ? PROJECT : undefined), log: lines.log });
    for (const [what, value] of hostileValues()) {
      lines.texts.length = 0;
      logger.info('m', { before: 1, field: value() });
      const [text] = lines.texts;
      equal(lines.texts.length, 1, `${name}: ${what}`);
      equal(JSON.parse(text).before, 1, `${name}: ${what}`);
      equal(new TextEncoder().encode(text).length <= 65_536 && !/[\n\r]/.test(text), true, `${name}: ${what}`);
    }
  }
});

claim(
  'the dialect of a handler is that of its loggers, spans and calls, and of its own failure; an own one wins',
  async () => {
    const lines = collector();
    const own = collector();
    const traced = traceHandler(
      async () => {
        createLogger().info('inside');
        startActiveSpan('work', () => {});
        createLogger({ dialect: elastic(), log: own.log }).info('mine');
        await traceFetch({ fetch: async () => new Response('ok'), targets: ['https://a.example'] })(
          'https://a.example/',
        );
        throw new RangeError('thrown');
      },
      { dialect: googleCloud(PROJECT), log: lines.log, errorResponse: true },
    );
    await traced(new Request('https://shop.example/', { headers: { traceparent: HEADER } }));
    deepEqual(
      lines.all().map((line) => [line.severity, line.message, line['logging.googleapis.com/trace']]),
      [
        ['INFO', 'inside', `projects/shop-prod/traces/${TRACE_ID}`],
        ['INFO', 'work', `projects/shop-prod/traces/${TRACE_ID}`],
        ['INFO', 'GET', `projects/shop-prod/traces/${TRACE_ID}`],
        ['ERROR', 'thrown', `projects/shop-prod/traces/${TRACE_ID}`],
        ['ERROR', 'GET', `projects/shop-prod/traces/${TRACE_ID}`],
      ],
    );
    equal(own.all()[0]['trace.id'], TRACE_ID);
  },
);

claim('a dialect that lacks what it needs, or gets what it does not know, is a TypeError at set-up', () => {
  match(throws(() => googleCloud(), TypeError).message, /project/);
  match(throws(() => googleCloud({ project: 5 }), TypeError).message, /project/);
  match(throws(() => googleCloud({ project: 'p', zone: 'z' }), TypeError).message, /zone/);
  match(throws(() => datadog({ classic: 'yes' }), TypeError).message, /classic/);
});

claim('keys of your own are in log lines, spans and links, and a field of that name gives way', async () => {
  const lines = collector();
  const dialect = customKeys({ trace_id: 'requestId', message: 'msg' });
  createLogger({ dialect, log: lines.log, context: extract({ traceparent: HEADER }) }).info('m', {
    msg: 1,
    message: 2,
  });
  const traced = traceHandler(() => new Response('ok'), { dialect, log: lines.log, trust: 'restart' });
  await traced(new Request('https://shop.example/', { headers: { traceparent: HEADER } }));
  const [line, span] = lines.all();
  deepEqual([line.requestId, line.msg, line._msg, line.message, line.trace_id], [TRACE_ID, 'm', 1, 2, undefined]);
  deepEqual([span.msg, span.message], ['GET', undefined]);
  deepEqual(
    span.links.map(({ requestId }) => requestId),
    [TRACE_ID],
  );
});

claim('keys of your own that are none of ours, empty, or there twice, are a TypeError that names them', () => {
  match(
    throws(() => customKeys({ traceId: 'x' }), TypeError).message,
    /unknown option traceId; the options are timestamp/,
  );
  match(throws(() => customKeys({ trace_id: '' }), TypeError).message, /trace_id must be the name of a key/);
  match(throws(() => customKeys({ trace_id: 5 }), TypeError).message, /trace_id/);
  match(throws(() => customKeys({ trace_id: 'level' }), TypeError).message, /two keys would have the name "level"/);
  createLogger({ dialect: customKeys({}) });
});
