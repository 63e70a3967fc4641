/** Hosts whose clocks, console or prototypes are broken: what the application gets is its own, and the books balance. */

import { createLogger, getTraceContext, startActiveSpan, startSpan, stats, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance } from '../support/counts.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('broken host');

const thrower = () => {
  throw new TypeError('no clock here');
};
const inner = async () => new Response('ok');

/** Runs `use` while a property of an object is another one, where the host lets it be replaced. */
async function replaced(object, name, value, use) {
  const own = Object.getOwnPropertyDescriptor(object, name);
  if (own?.configurable === false) return;
  Object.defineProperty(object, name, { configurable: true, ...value });
  try {
    await use();
  } finally {
    if (own) Object.defineProperty(object, name, own);
    else delete object[name];
  }
}

/** Uses everything that reads a clock. */
async function useAll(what) {
  const lines = lineCollector();
  const { log } = lines;
  const own = new Error("the application's own");
  await withConsole(async () => {
    createLogger({ log }).info('x');
    startSpan('x', { log }).end();
    equal(
      startActiveSpan('x', { log }, () => 'ran'),
      'ran',
      what,
    );
    const traced = traceFetch({ fetch: inner, targets: ['https://a.example'], log });
    equal((await traced('https://a.example/')).status, 200, what);
    const request = () => new Request('https://a.example/');
    equal((await traceHandler(inner, { log })(request())).status, 200, what);
    const failing = async () => {
      throw own;
    };
    await rejects(traceHandler(failing, { log })(request()), own, what);
  });
  for (const { duration_ms } of lines.all()) equal(duration_ms === undefined || duration_ms >= 0, true, what);
  equal(lines.texts().length, 7, what);
  balance(what);
}

const BROKEN = {
  throws: thrower,
  'is NaN': () => Number.NaN,
  'is a BigInt': () => 1n,
  'is a symbol': () => Symbol('now'),
  'is an object that throws': () => ({ valueOf: thrower }),
  'is infinite': () => Infinity,
};

for (const [how, now] of Object.entries(BROKEN)) {
  claim(`Date.now() that ${how} breaks nothing, and every line is written`, () =>
    replaced(Date, 'now', { value: now, writable: true }, () => useAll(how)),
  );
  claim(`performance.now() that ${how} breaks nothing, and every line is written`, () =>
    replaced(globalThis, 'performance', { value: { now }, writable: true }, () => useAll(how)),
  );
}

claim('a performance without now(), and one that throws, break nothing', async () => {
  await replaced(globalThis, 'performance', { value: {}, writable: true }, () => useAll('empty'));
  await replaced(globalThis, 'performance', { get: thrower }, () => useAll('a getter'));
  await replaced(globalThis, 'performance', { value: undefined, writable: true }, () => useAll('missing'));
});

claim('a clock that goes back gives no negative duration', async () => {
  let time = 1e12;
  await replaced(globalThis, 'performance', { value: { now: () => (time -= 1000) }, writable: true }, () =>
    useAll('back'),
  );
});

claim('a console that throws, rejects or is missing is no reason to throw', async () => {
  const { warn } = console;
  const failing = (name) => ({ sampler: { shouldSample: thrower }, log: false, service: name });
  const use = async (broken) => {
    console.warn = broken;
    try {
      // What is reported once is reported again for another option.
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      const throws = () => {
        throw proxy;
      };
      startSpan('x', failing('a')).end();
      for (const option of ['onStart', 'onEnd', 'redact', 'context'])
        equal((await traceFetch({ fetch: inner, log: false, [option]: throws })('https://a.example/')).status, 200);
      createLogger({ log: throws }).info('x');
      await new Promise((resolve) => setTimeout(resolve, 5));
    } finally {
      console.warn = warn;
    }
  };
  await use(thrower);
  await use(async () => thrower());
  await use(undefined);
  balance();
});

claim('attributes may have the names of what every object has, also where these are read-only', async () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
  const written = () => {
    const lines = lineCollector();
    const span = startSpan('x', { log: lines.log, attributes: { toString: 1 } });
    for (const name of [...names, '__proto__', 'plain']) span.setAttribute(name, 2).setAttribute(name, 3);
    span.end();
    const line = lines.one();
    return [...names, '__proto__', 'plain'].map((name) => Object.hasOwn(line, name) && line[name]);
  };
  deepEqual(written(), [3, 3, 3, 3, 3, 3]);
  const kept = names.map((name) => [name, Object.getOwnPropertyDescriptor(Object.prototype, name)]);
  for (const [name, own] of kept) Object.defineProperty(Object.prototype, name, { ...own, writable: false });
  let read;
  try {
    read = written();
  } finally {
    for (const [name, own] of kept) Object.defineProperty(Object.prototype, name, own);
  }
  deepEqual(read, [3, 3, 3, 3, 3, 3]);
});

claim('where OpenTelemetry would be, something that throws is nobody', async () => {
  const key = Symbol.for('opentelemetry.js.api.1');
  if (globalThis[key] !== undefined) return;
  await replaced(globalThis, key, { get: thrower }, async () => {
    await withConsole(async () => {
      equal(getTraceContext(), undefined);
      equal((await traceHandler(inner, { log: false })(new Request('https://a.example/'))).status, 200);
      equal((await traceFetch({ fetch: inner, log: false })('https://a.example/')).status, 200);
    });
  });
  equal(stats().open >= 0, true);
});
