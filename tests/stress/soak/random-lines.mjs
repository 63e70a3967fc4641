/**
 * Random values, always the same ones, each in one of five positions: one valid line each time, and never an error.
 *
 *     node soak-random-lines.mjs 1000000
 */

import { createLogger, extract, startSpan, stats } from 'tracehop';

const VALUES = Number(process.argv[2]);

// Always the same values, so that a failure can be found again: xorshift32.
let state = 0x9e3779b9;
const random = (limit) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
};
const thrower = () => {
  throw new Error('from the value');
};
const text = () =>
  Array.from({ length: random(12) }, () => String.fromCharCode(random(4) ? random(128) : random(65536))).join('');
const LEAVES = [
  () => undefined,
  () => null,
  () => random(2) === 0,
  () => random(1e6),
  () => (random(1e6) / 7) * (random(2) ? 1e300 : -1e-300),
  () => NaN,
  () => BigInt(random(1e9)) ** 3n,
  () => Symbol(text()),
  () => thrower,
  text,
  text,
  () => new Date(random(2) ? random(1e9) : NaN),
  () => new Error(text()),
  () => new Map([[text(), 1]]),
  () => new Uint8Array(random(4)),
  () => ({ toJSON: random(2) ? thrower : () => 1n }),
  () => ({
    get a() {
      return thrower();
    },
  }),
  () => new Proxy({}, { ownKeys: thrower }),
  () => 'x'.repeat(random(500) === 0 ? 70_000 : random(300)),
  () => Object.create(null),
];
const KEYS = ['a', 'level', 'trace_id', 'message', '__proto__', 'toJSON', 'truncated', 'constructor', '', '0'];
function value(depth) {
  const kind = random(10);
  if (depth === 0 || kind < 6) return LEAVES[random(LEAVES.length)]();
  if (kind === 6) return Array.from({ length: random(4) }, () => value(depth - 1));
  const object = {};
  for (let n = random(4); n > 0; n--) {
    const key = random(2) ? KEYS[random(KEYS.length)] : text();
    Object.defineProperty(object, key, {
      value: value(depth - 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  if (kind === 9 && Object.isExtensible(object)) object.self = object;
  return object;
}

const lines = [];
const log = (...args) => lines.push(args);
const context = extract({ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' });
const logger = createLogger({ log, context });
const POSITIONS = [
  (given) => logger.info(given),
  (given) => logger.warn('m', given),
  (given) => logger.error('m', { field: given }),
  (given) => logger.child({ field: given }).debug('m', { a: 1 }),
  (given) => startSpan('m', { log, context, attributes: { field: given } }).end(),
];
const encoder = new TextEncoder();
const faults = [];
for (let n = 0; n < VALUES; n++) {
  lines.length = 0;
  try {
    POSITIONS[n % 5](value(3));
    const [[line, level, ...rest], ...others] = lines;
    const { trace_id } = JSON.parse(line);
    const isWhole =
      trace_id === context.traceId &&
      JSON.parse(line).level === level &&
      !/[\n\r]/.test(line) &&
      (line.length * 3 <= 65_536 || encoder.encode(line).length <= 65_536);
    if (!isWhole || rest.length > 0 || others.length > 0) faults.push([n, line.slice(0, 200)]);
  } catch (error) {
    faults.push([n, String(error?.stack)]);
  }
  if (faults.length > 4) break;
}
for (const [n, what] of faults) console.error(`value ${n}: ${what}`);

const { lines: logged, ...spans } = stats();
const all = { spans: Math.floor(VALUES / 5), lines: VALUES - Math.floor(VALUES / 5) };
for (const [name, { created, emitted, open }] of Object.entries({ spans, lines: logged })) {
  if (created === all[name] && emitted === created && open === 0) continue;
  faults.push(name);
  console.error(`${name}: ${created} created, ${emitted} emitted, ${open} open, of ${all[name]}`);
}
console.log(`${VALUES} random values: ${faults.length === 0 ? 'one valid line each' : 'not one valid line each'}`);
process.exit(faults.length === 0 ? 0 : 1);
