/**
 * What a program sees when the Rust side traps. Each scenario runs in a fresh process or worker; `echo` is a real
 * server.
 */

import { createLogger, extract, startActiveSpan, startSpan, stats, traceFetch, traceHandler } from 'tracehop';
import { make, parse } from 'tracehop/traceparent';
import { parse as parseTracestate } from 'tracehop/tracestate';

const HEADER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]$/;

const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    instances.push(this.exports);
  }
};
const warnings = [];
console.warn = (text) => warnings.push(text);

/** The next call into the instance of now traps. */
function trap() {
  trapAt(1);
}

/** The call into the instance of now that is so many ahead traps. */
function trapAt(step) {
  instances.at(-1).traps.value = 1;
  instances.at(-1).passes.value = step - 1;
}

/** What has not trapped yet does not any more. */
function untrap() {
  for (const { traps, passes } of instances) traps.value = passes.value = 0;
}

/** It is a minute later: traps that are further apart than that do not count together. */
function later() {
  const { now } = Date;
  Date.now = () => now() + 61_000;
}

function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** How many spans were created, written and lost, and are open; the books have to balance. */
function counted(created, emitted, failed, open = 0) {
  const { dropped, ...spans } = stats();
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  equal(spans.emitted + lost + spans.open, spans.created, 'the books of spans');
  equal(
    `${spans.created} ${spans.emitted} ${dropped.failed} ${spans.open}`,
    `${created} ${emitted} ${failed} ${open}`,
    'created, emitted, failed, open',
  );
  equal(lost, dropped.failed, 'lost for no other reason');
}

const lines = [];
const log = (line) => lines.push(JSON.parse(line));

/** The traceparent that reached the server in a call of a traced fetch; null where it went untraced. */
async function sentTo(echo) {
  const fetch = traceFetch({ targets: [echo], log });
  const response = await fetch(`${echo}/echo`);
  equal(response.status, 200, 'status');
  const { headers } = await response.json();
  return new Headers(headers).get('traceparent');
}

const handler = traceHandler((request, env, ctx, context) => new Response(context?.traceId ?? 'untraced'), { log });

async function answered() {
  const response = await handler(new Request('https://shop.example/', { headers: { traceparent: HEADER } }), {}, {});
  return response.text();
}

const scenarios = {
  async 'a header that was being read is refused, and the next one is read by a fresh instance'() {
    make();
    trap();
    equal(parse(HEADER), null, 'while it traps');
    equal(parse(HEADER)?.toString(), HEADER, 'afterwards');
    equal(instances.length, 2, 'instances');
    equal(warnings.length, 1, 'warnings');
  },

  async 'ids that were being made are an error, and the next ones are made and new'() {
    const before = parse(HEADER).child().toString();
    trap();
    equal(thrownBy(make) instanceof WebAssembly.RuntimeError, true, 'a trap');
    equal(TRACEPARENT.test(make().toString()), true, 'afterwards');
    equal(parse(HEADER).child().toString() === before, false, 'the same id');
    equal(instances.length, 2, 'instances');
  },

  async 'a tracestate that was being read is empty, and the next one is read'() {
    make();
    trap();
    equal(parseTracestate('a=1').size, 0, 'while it traps');
    equal(parseTracestate('a=1').get('a'), '1', 'afterwards');
    trap();
    equal(thrownBy(() => parseTracestate('').set('b', '2')) instanceof WebAssembly.RuntimeError, true, 'a trap');
    equal(parseTracestate('').set('b', '2').toString(), 'b=2', 'afterwards');
    equal(instances.length, 3, 'instances');
  },

  async 'a carrier that was being read is an error, and the next one is read'() {
    make();
    trap();
    equal(thrownBy(() => extract({ traceparent: HEADER })) instanceof WebAssembly.RuntimeError, true, 'a trap');
    equal(extract({ traceparent: HEADER }).traceparent, HEADER, 'afterwards');
  },

  async 'a call of fetch goes out untraced, and the next one is traced'({ echo }) {
    equal(TRACEPARENT.test(await sentTo(echo)), true, 'before');
    trap();
    equal(await sentTo(echo), null, 'while it traps');
    equal(TRACEPARENT.test(await sentTo(echo)), true, 'afterwards');
    equal(lines.length, 2, 'lines');
    equal(instances.length, 2, 'instances');
    counted(3, 2, 1);
  },

  async 'a call of fetch that traps at any of its steps goes out, and is counted as lost at most once'({ echo }) {
    await sentTo(echo);
    let before = stats();
    for (let step = 1; step < 12; step++) {
      trapAt(step);
      const response = await traceFetch({ targets: [echo], log })(`${echo}/echo`);
      equal(response.status, 200, `status, step ${step}`);
      untrap();
      const { created, emitted, dropped, open } = stats();
      equal(created - before.created, 1, `created, step ${step}`);
      equal(emitted - before.emitted + dropped.failed - before.dropped.failed, 1, `emitted or failed, step ${step}`);
      equal(open, 0, `open, step ${step}`);
      before = stats();
      later();
    }
    equal(before.dropped.failed > 2, true, 'some were lost');
    equal(before.emitted > 1, true, 'some were not');
  },

  async 'a request that traps at any of its steps has the answer of its handler, and is counted as lost at most once'() {
    equal(await answered(), HEADER.slice(3, 35), 'before');
    let before = stats();
    for (let step = 1; step < 12; step++) {
      trapAt(step);
      equal([HEADER.slice(3, 35), 'untraced'].includes(await answered()), true, `the answer, step ${step}`);
      untrap();
      const { created, emitted, dropped, open } = stats();
      equal(created - before.created, 1, `created, step ${step}`);
      equal(emitted - before.emitted + dropped.failed - before.dropped.failed, 1, `emitted or failed, step ${step}`);
      equal(open, 0, `open, step ${step}`);
      before = stats();
      later();
    }
    equal(before.dropped.failed > 2, true, 'some were lost');
    equal(before.emitted > 1, true, 'some were not');
  },

  async 'a request that is written late and traps at any of its steps has the answer of its handler'() {
    const handler = traceHandler(() => new Response('mine', { status: 500 }), {
      log,
      errors: 'always',
      responseHeaders: ['server-timing', 'traceresponse'],
    });
    const unsampled = HEADER.slice(0, -2) + '00';
    for (let step = 0; step < 16; step++) {
      if (step > 0) trapAt(step);
      const response = await handler(new Request('https://shop.example/', { headers: { traceparent: unsampled } }));
      equal(await response.text(), 'mine', `step ${step}`);
      untrap();
      later();
    }
  },

  async 'a log line is written while it traps'() {
    const context = extract({ traceparent: HEADER });
    trap();
    createLogger({ log, context }).info('inside', { a: 1 });
    untrap();
    equal(lines[0]?.trace_id, context.traceId, 'the line');
    equal(stats().lines.emitted, 1, 'lines emitted');
  },

  async 'an active span that cannot start runs its function, and is counted'() {
    make();
    trap();
    equal(
      startActiveSpan('work', { log }, () => 'result'),
      'result',
      'what it returns',
    );
    counted(1, 0, 1);
  },

  async 'a request is handled untraced, and the next one is traced'() {
    equal(await answered(), HEADER.slice(3, 35), 'before');
    trap();
    equal(await answered(), 'untraced', 'while it traps');
    equal(await answered(), HEADER.slice(3, 35), 'afterwards');
    equal(instances.length, 2, 'instances');
    counted(3, 2, 1);
  },

  async 'a span that was ending has no line, and the next one has'() {
    const span = startSpan('one', { log });
    trap();
    span.end();
    equal(lines.length, 0, 'lines while it traps');
    startSpan('two', { log }).end();
    equal(lines[0]?.message, 'two', 'the line afterwards');
    equal(instances.length, 2, 'instances');
    counted(2, 1, 1);
  },

  async 'after three traps within a minute tracing is off, says so once, and everything goes on untraced'({ echo }) {
    for (let count = 0; count < 3; count++) {
      make();
      trap();
      equal(parse(HEADER), null, 'while it traps');
    }
    equal(instances.length, 3, 'instances');
    for (let count = 0; count < 3; count++) {
      equal(parse(HEADER), null, 'a header');
      equal(await sentTo(echo), null, 'a call of fetch');
      equal(await answered(), 'untraced', 'a request');
      startSpan('nothing', { log }).end();
    }
    equal(/failed 3 times within a minute/.test(thrownBy(make).message), true, 'the error of make()');
    equal(lines.length, 0, 'lines');
    equal(instances.length, 3, 'instances');
    equal(
      warnings.filter((text) => text.startsWith('tracehop: tracing is off')).length,
      1,
      `warnings (${warnings.join(' | ').slice(0, 900)})`,
    );
    equal(warnings.length, 2, `warnings (${warnings.join(' | ').slice(0, 400)})`);
    counted(9, 0, 9);
  },

  async 'three traps that are further apart change nothing'() {
    make();
    const { now } = Date;
    for (let minute = 1; minute < 5; minute++) {
      Date.now = () => now() + minute * 31_000;
      trap();
      equal(parse(HEADER), null, 'while it traps');
      equal(parse(HEADER)?.toString(), HEADER, 'afterwards');
    }
    equal(instances.length, 5, 'instances');
  },
};

export const names = Object.keys(scenarios);

/** @returns why the scenario failed, or undefined. */
export async function play(name, facts) {
  try {
    await scenarios[name](facts);
    return undefined;
  } catch (error) {
    return error.message;
  }
}
