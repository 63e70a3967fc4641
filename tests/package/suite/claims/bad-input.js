/** Anything passed anywhere: the documented result or a TypeError, never a panic, and the instance works afterwards. */

import {
  adaptive,
  createContextualLogger,
  createLogger,
  extract,
  inject,
  parentBased,
  ratio,
  runWithTrace,
  startActiveSpan,
  startSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';
import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, VALID, partsOf } from '../support/examples.js';
import { hostileValues } from '../support/hostile.js';
import { withConsole } from '../support/lines.js';

const claim = about('bad input');

/** Every part still does its work. */
async function works(after) {
  match(String(traceparent.make()), VALID, after);
  equal(String(traceparent.parse(HEADER)), HEADER, after);
  equal(partsOf(traceparent.hop(HEADER)).trace_id, partsOf(HEADER).trace_id, after);
  equal(String(tracestate.parse('a=1,b=2').set('c', 3)), 'c=3,a=1,b=2', after);
  equal(extract({ traceparent: HEADER, tracestate: 'a=1' }).traceparent, HEADER, after);
  const lines = [];
  const traced = traceHandler(() => new Response('ok'), { log: (line) => lines.push(line) });
  equal(await (await traced(new Request('https://a.example/'))).text(), 'ok', after);
  createLogger({ log: (line) => lines.push(line) }).info('x');
  equal(lines.length, 2, after);
}

/** Calls that never throw, whatever they get. */
const total = {
  'traceparent.parse': (value) => equal(traceparent.parse(value), null),
  'traceparent.hop': (value) => equal(traceparent.hop(value), null),
  'tracestate.parse': (value) => equal(tracestate.parse(value).size, 0),
  extract: (value) => {
    try {
      match(extract(value).traceparent, VALID);
    } catch (error) {
      // Only promises are refused.
      if (!/await it/.test(error?.message)) throw error;
    }
  },
  'extract of a header': (value) => match(extract({ traceparent: value, tracestate: value }).traceparent, VALID),
  'extract of pairs': (value) =>
    match(
      extract([
        [value, value],
        ['tracestate', value],
      ]).traceparent,
      VALID,
    ),
  'tracestate.get': (value) => equal(tracestate.parse('a=1').get(value), undefined),
  'tracestate.has': (value) => equal(tracestate.parse('a=1').has(value), false),
  'tracestate.delete': (value) => equal(tracestate.parse('a=1').delete(value), false),
  explain: (value) => equal(traceFetch({ targets: ['https://elsewhere.example'] }).explain(value, value).sent, false),
};

/** Calls that may refuse, and then with a TypeError. Their options may carry an error of the caller's own getter on. */
const partial = {
  'tracestate.make': (value) => tracestate.make(value),
  'new Tracestate': (value) => new tracestate.Tracestate(value),
  'tracestate.set key': (value) => tracestate.make().set(value, 'v'),
  'tracestate.set value': (value) => tracestate.make().set('k', value),
  'tracestate.forEach': (value) => tracestate.parse('a=1').forEach(value),
  'traceparent.sample': (value) => traceparent.sample(value),
  'traceparent.is_sampled': (value) => traceparent.is_sampled(value),
  'inject context': (value) => inject(value, {}),
  'inject carrier': (value) => inject(extract({ traceparent: HEADER }), value),
  runWithTrace: (value) => runWithTrace(value, () => 1),
  'startSpan name': (value) => startSpan(value, { log: false }).end(),
  'startSpan options': (value) => withoutLines(() => startSpan('name', value)),
  'startSpan attributes': (value) => startSpan('name', { log: false, attributes: value }).end(),
  setAttribute: (value) =>
    startSpan('name', { log: () => {} })
      .setAttribute(value, value)
      .end(),
  setAttributes: (value) =>
    startSpan('name', { log: () => {} })
      .setAttributes(value)
      .end(),
  setStatus: (value) =>
    startSpan('name', { log: () => {} })
      .setStatus(value)
      .end(),
  'startActiveSpan options': (value) => withoutLines(() => startActiveSpan('name', value, () => 1)),
  'startActiveSpan fn': (value) => startActiveSpan('name', { log: false }, value),
  ratio: (value) => ratio(value),
  parentBased: (value) => parentBased(value),
  adaptive: (value) => adaptive({ targetPerSecond: value }),
  'traceFetch options': (value) => traceFetch(value),
  'traceFetch targets': (value) => traceFetch({ targets: [value] }),
  'traceHandler handler': (value) => traceHandler(value),
  'traceHandler options': (value) => traceHandler(() => new Response('ok'), value),
  'createLogger options': (value) => createLogger(value),
  'createLogger fields': (value) => createLogger({ log: () => {}, fields: value }).info('m'),
  'child fields': (value) =>
    createLogger({ log: () => {} })
      .child(value)
      .info('m'),
  createContextualLogger: (value) => createContextualLogger(value),
};

function withoutLines(fn) {
  const kept = console.log;
  console.log = () => {};
  try {
    return fn();
  } finally {
    console.log = kept;
  }
}

for (const [name, call] of Object.entries(total)) {
  claim(`${name} gives its documented result for every value`, async () => {
    for (const [what, value] of hostileValues()) {
      try {
        call(value());
      } catch (error) {
        throw new Error(`${what}: ${error?.message}`, { cause: error });
      }
    }
    await works(name);
  });
}

/**
 * Whether the value throws such an error by itself: when it is read, made a text, or offered a header by its own set().
 */
function isOfTheValue(error, value) {
  if (error === undefined || error.message === 'from the value') return true;
  for (const use of [() => String(value), () => value.set('traceparent', HEADER)]) {
    try {
      use();
    } catch (own) {
      if (own?.name === error.name && own?.message === error.message) return true;
    }
  }
  return false;
}

for (const [name, call] of Object.entries(partial)) {
  claim(`${name} works or refuses with a TypeError for every value`, async () => {
    for (const [what, make] of hostileValues()) {
      const value = make();
      try {
        const result = call(value);
        if (result instanceof Promise) result.catch(() => {});
      } catch (error) {
        const documented = error instanceof TypeError || isOfTheValue(error, value);
        if (!documented) throw new Error(`${what}: ${error?.name}: ${error?.message}`, { cause: error });
      }
    }
    await works(name);
  });
}

claim('a traced fetch ends as fetch does for every value, as input and as init', async ({ echo, runtime }) => {
  const reading = async (input, init) => new Response(new Request(input, init).method);
  const traced = traceFetch({ targets: [echo, 'https://a.example'], fetch: reading, log: false });
  const outcome = async (call, args) => {
    try {
      return await (await call(...args)).text();
    } catch (error) {
      // Bun has one error for an object that is no URL, and another for its text.
      return runtime === 'bun' ? 'an error' : `${error?.name}`;
    }
  };
  await withConsole(async () => {
    for (const [what, value] of hostileValues()) {
      for (const args of [
        () => [value()],
        () => ['https://a.example/', value()],
        () => ['https://a.example/', { headers: value() }],
        () => ['https://a.example/', { method: value() }],
      ]) {
        equal(await outcome(traced, args()), await outcome(reading, args()), `${what}: ${args}`);
      }
    }
  });
  await works('fetch');
});

claim('a traced handler answers for every value as request, env and ctx', async () => {
  const traced = traceHandler((request, env) => new Response(String(typeof env)), { log: false });
  for (const [what, value] of hostileValues()) {
    equal((await traced(value(), value(), value())).status, 200, what);
  }
  await works('handler');
});

claim('10,000 random texts are read without a panic, and what is valid prints valid', async () => {
  const alphabet = '0123456789abcdef-=, \tABCxyz@_*/\u00e9\ud83d\0%;';
  let seed = 12345;
  const random = (limit) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % limit;
  };
  for (let n = 0; n < 10_000; n++) {
    let text = n % 2 === 0 ? '' : HEADER;
    for (let edits = random(8); edits >= 0; edits--) {
      const at = random(text.length + 1);
      const piece = Array.from({ length: random(5) }, () => alphabet[random(alphabet.length)]).join('');
      text = text.slice(0, at) + piece + text.slice(at + random(3));
    }
    const id = traceparent.parse(text);
    if (id !== null) match(String(id), VALID, JSON.stringify(text));
    const state = tracestate.parse(text);
    equal(String(tracestate.parse(String(state))), String(state), JSON.stringify(text));
    match(extract({ traceparent: text, tracestate: text }).traceparent, VALID, JSON.stringify(text));
  }
  await works('random texts');
});
