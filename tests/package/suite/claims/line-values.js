/** How values are written in a line: errors, collections and what has a toJSON, and how much of what is huge. */

import { createLogger, logRatio, startSpan, stats, traceHandler } from 'tracehop';
import { elastic } from 'tracehop/dialects';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';

const claim = about('line values');

/** The line of a field with this value, which is read back. */
function written(value, options = {}) {
  const lines = lineCollector();
  createLogger({ log: lines.log, ...options }).info('m', { value });
  return lines.one().value;
}

claim('whatever ends a line or changes the order of text for some reader is escaped', () => {
  const points = [0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069];
  for (const point of points) {
    const text = `a${String.fromCodePoint(point)}b`;
    for (const dialect of [undefined, elastic()]) {
      const texts = [];
      const log = (line) => void texts.push(line);
      createLogger({ log, dialect, service: text }).info(text, { [text]: [text, { [text]: text }] });
      startSpan(text, { log, dialect, attributes: { [text]: text } }).end();
      createLogger({ log, dialect }).info(text.padEnd(100_000, text));
      for (const line of texts) {
        equal(line.includes(text[1]), false, `U+${point.toString(16)}`);
        equal(line.includes(`a\\u${point.toString(16).padStart(4, '0')}b`), true, `U+${point.toString(16)}`);
      }
      deepEqual(JSON.parse(texts[0])[text], [text, { [text]: text }]);
    }
  }
  equal(written('zażółć 😀 \u00a0'), 'zażółć 😀 \u00a0');
});

claim('an error is written in one way wherever it stands, with its code and its causes', async () => {
  const cause = Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED' });
  const error = new Error('outer', { cause });
  const checkOuter = (fields) => {
    deepEqual([fields['exception.type'], fields['exception.message']], ['Error', 'outer']);
    equal(typeof fields['exception.stacktrace'], 'string');
    const { 'exception.type': type, 'exception.message': text, 'exception.code': code } = fields['exception.cause'];
    deepEqual([type, text, code], ['TypeError', 'inner', 'ECONNREFUSED']);
  };
  const lines = lineCollector();
  const logger = createLogger({ log: lines.log });
  logger.error(error);
  logger.error('failed', error);
  logger.child(error).info('m');
  lines.all().forEach(checkOuter);
  checkOuter(written(error));
  checkOuter(written([{ deep: error }])[0].deep);
  checkOuter(written(await Promise.allSettled([Promise.reject(error)]))[0].reason);
  const several = written(new AggregateError([error, 'text'], 'both'));
  checkOuter(several['exception.errors'][0]);
  deepEqual([several['exception.errors'][1], several['exception.message']], ['text', 'both']);
  const served = lineCollector();
  const fail = () => {
    throw error;
  };
  await traceHandler(fail, { log: served.log })(new Request('https://a.example/')).catch(() => {});
  checkOuter(served.all().find(({ kind }) => kind === undefined));
});

claim('causes are written five deep, and once where they go round', () => {
  let error = new Error('cause 9');
  for (let depth = 8; depth >= 0; depth--) error = new Error(`cause ${depth}`, { cause: error });
  const text = JSON.stringify(written(error));
  deepEqual([text.includes('"cause 5"'), text.includes('"cause 6"')], [true, false]);
  const round = new Error('round');
  round.cause = new Error('below', { cause: round });
  equal(written(round)['exception.cause']['exception.cause'], '[Circular]');
});

claim('toJSON decides what is written, for the fields themselves as for one of them', () => {
  class User {
    name = 'ann';
    password = 'hunter2';
    toJSON() {
      return { name: this.name };
    }
  }
  const lines = lineCollector();
  const { log } = lines;
  const logger = createLogger({ log });
  logger.info('m', new User());
  logger.child(new User()).info('m');
  createLogger({ log, fields: new User() }).info('m');
  startSpan('m', { log, attributes: new User() }).end();
  startSpan('m', { log }).setAttributes(new User()).end();
  for (const line of lines.all()) deepEqual([line.name, 'password' in line], ['ann', false]);
  deepEqual([written(new User()), written(new Date(0))], [{ name: 'ann' }, '1970-01-01T00:00:00.000Z']);
  const others = lineCollector();
  createLogger({ log: others.log }).info('m', new Date(0));
  createLogger({ log: others.log }).info('m', new URL('https://a.example/path'));
  deepEqual(
    others.all().map(({ value }) => value),
    ['1970-01-01T00:00:00.000Z', 'https://a.example/path'],
  );
});

claim('typed arrays and boxed values are written as what they hold', () => {
  deepEqual(written(new Uint8Array([1, 2])), [1, 2]);
  deepEqual(written(new BigInt64Array([5n])), ['5']);
  deepEqual(written([Object('text'), Object(5), Object(true)]), ['text', 5, true]);
  const once = (function* () {
    yield 1;
  })();
  written(once);
  equal(once.next().value, 1, 'an iterator is left alone');
});

claim('collections are written as their contents, outside of pages', (host) => {
  // Pages do not load what reads collections.
  if (host.page) return;
  const repeated = new Headers([
    ['accept', 'a/b'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]);
  deepEqual(written(new Map([[1, { a: new Set(['x']) }]])), { 1: { a: ['x'] } });
  deepEqual(written(new Set([1, 'two', null])), [1, 'two', null]);
  deepEqual(written(new Headers({ accept: 'a/b' })), { accept: 'a/b' });
  equal(written(repeated).accept, 'a/b');
  deepEqual(written(new URLSearchParams('a=1&b=2&a=3')), { a: ['1', '3'], b: '2' });
  const lines = lineCollector();
  createLogger({ log: lines.log }).info('m', new Map([['cart', 7]]));
  equal(lines.one().cart, 7);
});

claim('work stops near what a line can have, whatever the value is', (host) => {
  let reads = 0;
  const counting = (length) =>
    Array.from({ length }, () => ({
      get a() {
        reads++;
        return 'x'.repeat(100);
      },
    }));
  let aliased = { text: 'x' };
  for (let depth = 0; depth < 60; depth++) aliased = { left: aliased, right: aliased };
  const wide = new Map(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
  const endless = {
    entries() {},
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  };
  const huge = { many: counting(100_000), aliased, bytes: new Uint8Array(50_000_000) };
  if (!host.page) Object.assign(huge, { wide, endless });
  for (const [name, value] of Object.entries(huge)) {
    for (const dialect of [undefined, elastic()]) {
      const lines = [];
      const before = performance.now();
      createLogger({ log: (line) => lines.push(line), dialect }).info('m', { before: 1, value, more: counting(1000) });
      equal(performance.now() - before < 2000, true, `${name}: time`);
      const { before: kept, truncated } = JSON.parse(lines[0]);
      deepEqual([kept, truncated, lines[0].length <= 65_536], [1, true, true], name);
    }
  }
  equal(reads < 20_000, true, `${reads} reads`);
});

claim('a long key is kept nowhere', () => {
  const { set } = Map.prototype;
  const kept = [];
  Map.prototype.set = function (key, ...rest) {
    if (typeof key === 'string') kept.push(key.length);
    return set.call(this, key, ...rest);
  };
  try {
    const logger = createLogger({ log() {} });
    for (const length of [50, 5000]) {
      const fields = { [`${length}`.padEnd(length, 'k')]: 1 };
      logger.info('m', fields);
      startSpan('m', { log() {}, attributes: fields }).end();
    }
  } finally {
    Map.prototype.set = set;
  }
  equal(
    kept.every((length) => length <= 100),
    true,
    String(kept),
  );
});

claim('held lines of all requests together have a bound: the oldest are dropped and counted', async () => {
  const before = stats().lines;
  const lines = [];
  const log = (line) => void lines.push(line);
  const endings = [];
  const logger = createLogger({ log });
  const handler = traceHandler(
    async () => {
      for (let index = 0; index < 4; index++) logger.info(`${endings.length}`, { text: 'x'.repeat(60_000) });
      await new Promise((resolve, reject) => endings.push({ resolve, reject }));
      return new Response('x');
    },
    { logSampler: logRatio({ info: 0 }), log },
  );
  // Where there is no ambient context, nothing is held.
  const answers = [];
  for (let index = 0; index < 90; index++) {
    answers.push(handler(new Request('https://a.example/')).catch(() => {}));
    for (let turn = 0; endings.length === index && turn < 100; turn++) await null;
    if (lines.length > 0) break;
  }
  const isHeld = lines.length === 0;
  const { open, dropped } = stats().lines;
  if (isHeld) {
    equal((open - before.open) * 60_000 <= 16 * 1024 * 1024, true, 'at most 32 MiB');
    equal(dropped.overflow > before.dropped.overflow, true, 'what was above it is counted');
    endings.at(-1).reject(new Error('the latest'));
    await answers.at(-1);
    equal(lines.filter((line) => line.includes('"message":"89"')).length, 4, 'the latest request has its lines');
  }
  for (const { resolve } of endings) resolve();
  await Promise.all(answers);
  equal(stats().lines.open, before.open);
});
