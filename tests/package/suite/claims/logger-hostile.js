import { createLogger, extract, startSpan } from 'tracehop';
import { equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { hostileFamilies } from '../support/hostile-families.js';
import { hostileValues } from '../support/hostile.js';
import { lineCollector, readLine, withConsole } from '../support/lines.js';

const claim = about('hostile fields');

const R16_BYTES = 64 * 1024;

/** The one line that `write` produces, checked: valid JSON, ours, within the size. */
function lineFrom(write, what) {
  const lines = lineCollector();
  write(lines.log);
  equal(lines.texts().length, 1, `${what}: lines`);
  const line = readLine(lines.texts()[0]);
  equal(new TextEncoder().encode(lines.texts()[0]).length <= R16_BYTES, true, `${what}: at most 64 KiB`);
  equal(line.trace_id, TRACE_ID, what);
  return line;
}

const options = (log) => ({ log, context: extract({ traceparent: HEADER }) });

const values = () => [...hostileValues(), ...hostileFamilies()];

claim('there are two hundred values, each with a name of its own', () => {
  const names = new Set(values().map(([name]) => name));
  equal(names.size, values().length);
  equal(names.size >= 200, true, String(names.size));
});

// At least five positions, each a claim of its own: the line is whole and says who wrote it, whatever the value is.
const positions = {
  'as message': (log, value) => createLogger(options(log)).info(value),
  'as fields of the call': (log, value) => createLogger(options(log)).info('m', value),
  'as the value of a field': (log, value) => createLogger(options(log)).info('m', { field: value }),
  'deep in a field': (log, value) => createLogger(options(log)).info('m', { a: { b: [1, value] } }),
  'as a field of a child logger': (log, value) => createLogger(options(log)).child({ field: value }).info('m'),
  'as attribute of a span': (log, value) => startSpan('m', options(log)).setAttribute('field', value).end(),
};

for (const [position, write] of Object.entries(positions)) {
  claim(`${position}: one valid line for every value`, () => {
    for (const [what, value] of values()) {
      const line = lineFrom((log) => write(log, value()), what);
      if (position !== 'as message') equal(line.message, 'm', what);
      equal(line.level, 'info', what);
    }
  });
}

claim('a bad field costs itself, not its neighbours', () => {
  for (const [what, value] of values()) {
    const line = lineFrom((log) => createLogger(options(log)).info('m', { before: 1, field: value(), after: 2 }), what);
    equal(line.before, 1, what);
    equal(line.truncated === true || line.after === 2, true, what);
  }
});

claim('a __proto__ in fields is a field like another: no prototype changes', () => {
  const parsed = JSON.parse(
    '{"__proto__":{"level":"spoof","polluted":true},"constructor":{"prototype":{"polluted":true}},"a":1}',
  );
  const line = lineFrom((log) => createLogger(options(log)).child(parsed).info('m', parsed), '__proto__');
  equal(line.level, 'info');
  equal(line.a, 1);
  equal(line.polluted, undefined);
  equal({}.polluted, undefined);
  const span = lineFrom(
    (log) =>
      startSpan('m', { ...options(log), attributes: parsed })
        .setAttributes(parsed)
        .end(),
    'span',
  );
  equal(span.level, 'info');
  equal({}.polluted, undefined);
});

claim('cycles, BigInt and throwing getters leave a trace of themselves', () => {
  const cyclic = { name: 'cart' };
  cyclic.self = cyclic;
  const line = lineFrom(
    (log) =>
      createLogger(options(log)).info('m', {
        cyclic,
        big: 12345678901234567890n,
        get thrower() {
          throw new Error('getter');
        },
        last: 'x',
      }),
    'cycles',
  );
  equal(line.cyclic.name, 'cart');
  equal(typeof line.cyclic.self, 'string', 'the place where the cycle closes');
  match(String(line.big), /12345678901234567890/);
  equal(line.last, 'x');
});

claim('a field called toJSON, and toJSON itself, cannot replace the line', () => {
  const replacing = { toJSON: () => ({ level: 'spoof', trace_id: 'spoof' }), a: 1 };
  const line = lineFrom((log) => createLogger(options(log)).info('m', replacing), 'toJSON');
  equal(line.level, 'info');
  lineFrom((log) => createLogger(options(log)).info('m', { toJSON: 'text' }), 'toJSON as text');
});

claim('a log or a console that throws breaks no caller', async () => {
  const logger = createLogger({
    log: () => {
      throw new Error('from the log');
    },
  });
  await withConsole(
    () => logger.info('x'),
    () => {
      throw new Error('from the console');
    },
  );
  await withConsole(
    () => createLogger().info('x'),
    () => {
      throw new Error('from the console');
    },
  );
});

claim('the console gets one argument for every value, also where it is a format', async () => {
  const logger = createLogger({ context: extract({ traceparent: HEADER }) });
  for (const [what, value] of values()) {
    const { calls } = await withConsole(() => logger.info(value(), value()));
    equal(calls.length, 1, what);
    equal(calls[0].length, 2, `${what}: the method and one argument`);
    readLine(calls[0][1]);
  }
});

claim('the methods work when taken off the logger', () => {
  const lines = lineCollector();
  const { info, child } = createLogger({ log: lines.log });
  info('detached');
  child({ a: 1 }).info('too');
  equal(lines.texts().length, 2);
});

claim('the logger works after all of this', () => {
  equal(lineFrom((log) => createLogger(options(log)).info('m', { a: 1 }), 'after').a, 1);
});

claim('a field named truncated does not come twice in a line that is cut', () => {
  const lines = lineCollector();
  createLogger({ log: lines.log }).info('long', { truncated: 'mine', big: 'x'.repeat(100_000) });
  const [text] = lines.texts();
  equal(text.match(/"truncated":/g).length, 1);
  equal(lines.one().truncated, true);
});
