/**
 * Runs everything that reads objects of the application while a key stands on Object.prototype: each key that the
 * package's own files mention as a member, one after the other, with several values. Prints as JSON what then is other
 * than without it.
 */

import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./node_modules/tracehop/', import.meta.url));
/** @type {any} */
const tracehop = await import('tracehop');
/** @type {any} */
const dialects = await import('tracehop/dialects');
/** @type {any} */
const { traceMiddleware } = await import('tracehop/node');
const traceparents = await import('tracehop/traceparent');
const { Tracestate } = await import('tracehop/tracestate');

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const HEADER = `00-${TRACE}-00f067aa0ba902b7-01`;
const FAKE = 'f'.repeat(32);
const SECRET = '0123456789abcdef0123';

/** Every key that the sources read: after a dot, in braces, and between quotation marks. */
function keysOfSources() {
  const files = readdirSync(join(folder, 'js'), { recursive: true }).filter((file) => String(file).endsWith('.js'));
  const keys = new Set();
  for (const file of files) {
    const source = readFileSync(join(folder, 'js', String(file)), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
    for (const [, key] of source.matchAll(/\.\??([A-Za-z_$][\w$]*)/g)) keys.add(key);
    for (const [, key] of source.matchAll(/[{,(]\s*([A-Za-z_$][\w$]*)\s*(?=[,:=})])/g)) keys.add(key);
    for (const [, key] of source.matchAll(/'([\w.@-]{2,40})'/g)) keys.add(key);
  }
  return [...keys];
}

/** What a key may stand for. */
const values = {
  header: `00-${FAKE}-${'f'.repeat(16)}-01`,
  function: () => `,"trace_id":"${FAKE}","status":"error"`,
  object: { traceId: FAKE, spanId: 'f'.repeat(16), traceFlags: 1 },
  true: true,
};

/** What comes of a call, as text. */
function outcome(run) {
  try {
    return run();
  } catch (error) {
    return `threw ${error?.message}`;
  }
}

const requests = {
  plain: () => new Request('https://a.example/p?token=x&page=2', { headers: { accept: 'a/b' } }),
  continued: () => new Request('https://a.example/', { headers: { traceparent: HEADER, tracestate: 'a=1' } }),
};

/** All that is tried, with what the host makes made before. */
function scenario() {
  const lines = [];
  const log = (line) => void lines.push(String(line));
  const sent = [];
  const response = new Response('x');
  const fetch = async (input, init) => {
    sent.push(['traceparent', 'tracestate', 'accept'].map((name) => headerOf(init?.headers, name)));
    return response;
  };
  const target = { fetch, targets: ['https://a.example'], log };
  const [plain, continued, passedOn] = [requests.plain(), requests.continued(), requests.plain()];
  const event = { cron: '* * * * *', scheduledTime: 0 };
  const batch = { queue: 'q', messages: [{ body: {} }, { body: { traceparent: HEADER } }] };
  /** @type {any} */
  const error = new Error('text', { cause: new TypeError('inner') });
  for (const one of [error, error.cause]) one.stack = 'stack';
  const node = () => {
    const request = Object.assign(new EventEmitter(), { method: 'GET', url: '/x?sid=1', headers: {} });
    const out = { statusCode: 200, headersSent: true, setHeader() {}, getHeader() {}, writeHead() {} };
    return [request, Object.assign(new EventEmitter(), out)];
  };
  const served = node();
  const carriers = [
    {},
    { traceparent: HEADER },
    { headers: {} },
    [],
    [['traceparent', HEADER]],
    new Map(),
    new Headers(),
  ];
  const contextual = { info: (...args) => void sent.push(args) };
  return { run, lines };

  async function run() {
    const results = [];
    const note = (value) => void results.push(value);
    const traced = tracehop.traceFetch(target);
    await Promise.all([
      outcome(() => traced('https://a.example/p?token=x')),
      outcome(() => traced('https://a.example/', { method: 'POST', headers: { accept: 'a/b' } })),
      outcome(() => traced(passedOn)),
      outcome(() => traced('https://other.example/')),
      outcome(() => tracehop.traceFetch({ ...target, sampler: tracehop.alwaysOff() })('https://a.example/')),
    ]);
    note(outcome(() => traced.explain('https://a.example/')));
    for (const [name, make] of Object.entries(dialects)) {
      const dialect = make(name === 'googleCloud' ? { project: 'shop' } : undefined);
      tracehop.createLogger({ log, dialect, service: 's' }).info('m', { a: { b: [1, new Map([['k', 1]])] } });
      tracehop.startSpan('s', { log, dialect }).setStatus('ok').end();
    }
    const logger = tracehop.createLogger({ log, fields: { own: 1 } });
    logger.child({ b: 2 }).warn('m', { c: { d: {} } });
    logger.error(error);
    logger.error('m', { error, list: [{ e: null }], plain: {} });
    tracehop.startActiveSpan('active', { log, kind: 'consumer' }, (span) => {
      logger.info('inside');
      span.recordError(error);
      tracehop.createContextualLogger(contextual).info('m', { cart: 7 });
    });
    const memory = tracehop.memorySink();
    tracehop.createLogger({ log: memory }).info('m', { a: 1 });
    note(memory.records);
    const handle = tracehop.traceHandler({ fetch: () => response, scheduled() {}, queue() {} }, { log });
    await Promise.all([handle.fetch(plain), handle.fetch(continued)]);
    await handle.scheduled(event);
    await handle.queue(batch);
    const trust = { secretHeader: 'x-trace-secret', secret: SECRET };
    const sampler = tracehop.byRoute([{ path: '/health', sampler: tracehop.alwaysOff() }], tracehop.ratio(1));
    await tracehop.traceHandler(() => response, { log, trust, sampler, lineage: true, errors: 'always' })(continued);
    traceMiddleware({ log, trust })(...served, () => {});
    served[1].emit('finish');
    for (const carrier of carriers) note(tracehop.extract(carrier).origin);
    const carrier = {};
    tracehop.inject(tracehop.extract({ traceparent: HEADER, tracestate: 'a=1' }), carrier);
    note(Object.entries(carrier));
    note(String(traceparents.parse(HEADER)));
    note(new Tracestate({ a: '1' }).toString());
    note(outcome(() => tracehop.startSpan('s', { log, unknown: 1 })));
    return { results, sent, lines };
  }
}

function headerOf(headers, name) {
  if (headers instanceof Headers) return headers.get(name);
  return headers !== undefined && Object.hasOwn(headers, name) ? headers[name] : null;
}

/** Results without what differs from run to run. */
function settled({ results, sent, lines }) {
  const text = JSON.stringify({ __proto__: null, results, sent, lines: lines.map((line) => lineOf(line)) });
  return text
    .replaceAll(TRACE, 'THE-TRACE')
    .replace(/[0-9a-f]{32}/g, (id) => (id === FAKE ? 'FORGED' : 'TRACE'))
    .replace(/[0-9a-f]{16}/g, 'SPAN')
    .replace(/\d+-\d+-\d+T[\d:.]+Z|\b1[67]\d{11}\b/g, 'TIME')
    .replace(/\\*"(duration|clock|event\.duration)[\w.]*\\*":(\\*"coarse\\*"|[\d.e-]+),?/g, '');
}

function lineOf(line) {
  try {
    JSON.parse(line);
    return line;
  } catch {
    return `no JSON: ${line}`;
  }
}

const expected = settled(await scenario().run());
console.warn = () => {};
const differences = [];
const all = { keys: 0, runs: 0 };
const only = process.argv[2];
for (const key of only ? [only] : keysOfSources()) {
  all.keys++;
  for (const [kind, value] of Object.entries(values)) {
    const { run, lines } = scenario();
    let got;
    // Who replaces what the language has there breaks the language.
    if (key in Object.prototype) continue;
    // The language itself asks all objects for these: what is awaited, iterators that it leaves, and descriptors of
    // properties, which the host makes, too.
    if (['then', 'return', 'get', 'set'].includes(key)) continue;
    const descriptor = Object.assign(Object.create(null), {
      value,
      configurable: true,
      writable: true,
      enumerable: false,
    });
    Object.defineProperty(Object.prototype, key, descriptor);
    try {
      got = await run().catch((error) => ({ results: [`threw ${error?.stack}`], sent: [], lines }));
    } finally {
      delete Object.prototype[key];
    }
    all.runs++;
    const text = settled(got);
    if (text !== expected) differences.push({ key, kind, got: only ? text : diff(text) });
  }
}

/** The part that differs. */
function diff(text) {
  let start = 0;
  while (text[start] === expected[start]) start++;
  return text.slice(Math.max(0, start - 60), start + 160);
}
console.log(JSON.stringify({ ...all, differences }));
process.exit(0);
