/**
 * Wrapped twice, by two copies of the package, with other libraries before, after and between: one header, one line a
 * call.
 */

import { instrumentFetch, traceFetch, traceHandler } from 'tracehop';
import * as copy from 'tracehop-copy';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { VALID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { echoed, sentTraceparent } from '../support/network.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch nesting');

const original = globalThis.fetch;

/** Runs a test and puts the fetch back that was there before, whatever the test left behind. */
const restoring = (test) => async (host) => {
  try {
    await test(host);
  } finally {
    globalThis.fetch = original;
  }
};

/** How other libraries patch fetch. Each gives its undo, which puts back what it found. */
const patched = (wrap) => () => {
  const before = globalThis.fetch;
  globalThis.fetch = wrap(before);
  return () => {
    globalThis.fetch = before;
  };
};
/** How often their code ran. */
let passed = 0;
const others = {
  'a function': patched(
    (before) =>
      function fetch(...args) {
        passed++;
        return before.apply(this, args);
      },
  ),
  'an async function': patched((before) => async (...args) => {
    passed++;
    await null;
    return before(...args);
  }),
  'a Request of its own': patched((before) => (input, init) => {
    passed++;
    return before(new Request(input, init));
  }),
  'a proxy': patched(
    (before) =>
      new Proxy(before, {
        apply: (target, self, args) => {
          passed++;
          return Reflect.apply(target, self, args);
        },
      }),
  ),
  'an heir': patched((before) =>
    Object.setPrototypeOf((...args) => {
      passed++;
      return before(...args);
    }, before),
  ),
};

/** One call: one header, one line, and once through each patch of theirs. */
async function oneCall({ echo }, lines, what, patches = 0) {
  const before = lines.texts().length;
  passed = 0;
  const request = await echoed(await fetch(`${echo}/echo`));
  equal(lines.texts().length, before + 1, `${what}: lines`);
  equal(
    sentTraceparent(request).split('-')[2],
    lines.all().at(-1).span_id,
    `${what}: the header names the line's span`,
  );
  equal(passed, patches, `${what}: their code ran`);
}

const ours = (lines, { echo }) => ({
  one: () => instrumentFetch({ targets: [echo], log: lines.log }),
  two: () => copy.instrumentFetch({ targets: [echo], log: lines.log }),
});

/** Every order of a list. */
const orders = (list) =>
  list.length < 2
    ? [list]
    : list.flatMap((first, n) =>
        orders(list.toSpliced ? list.toSpliced(n, 1) : list.filter((_, m) => m !== n)).map((rest) => [first, ...rest]),
      );

for (const [name, patch] of Object.entries(others)) {
  claim(
    `${name} before, between or after us and another copy: one header and one line, whatever order`,
    restoring(async (host) => {
      const lines = lineCollector();
      const { one, two } = ours(lines, host);
      for (const order of orders([
        ['one', one],
        ['two', two],
        ['theirs', patch],
      ])) {
        const what = order.map(([layer]) => layer).join(' ');
        const undos = order.map(([, install]) => install());
        await oneCall(host, lines, what, 1);
        for (const undo of undos.reverse()) undo();
        equal(globalThis.fetch, original, `${what}: undone`);
      }
    }),
  );

  claim(
    `${name} stays in place when one of us is undone below it, above it, or in any order`,
    restoring(async (host) => {
      const lines = lineCollector();
      const { one, two } = ours(lines, host);
      for (const order of orders([0, 1])) {
        const undos = [one()];
        const undoTheirs = patch();
        undos.push(two());
        for (const [step, index] of order.entries()) {
          undos[index]();
          if (step === 0) await oneCall(host, lines, `undone: ${index}`, 1);
        }
        passed = 0;
        const request = await echoed(await fetch(`${host.echo}/echo`));
        deepEqual([request.header('traceparent'), passed], [undefined, 1], `undone: ${order}`);
        undoTheirs();
        undos[0]();
        equal(globalThis.fetch, original, `undone: ${order}`);
      }
    }),
  );
}

claim(
  'traced fetches that became the global one call the fetch before them, and no call comes back to itself',
  restoring(async (host) => {
    const lines = lineCollector();
    globalThis.fetch = traceFetch({ log: lines.log, targets: [host.echo] });
    await oneCall(host, lines, 'one');
    globalThis.fetch = copy.traceFetch({ log: lines.log, targets: [host.echo] });
    await oneCall(host, lines, 'two');
  }),
);

claim(
  'undone in any order, with two of us twice: what was there before comes back, and it traces till the last',
  restoring(async (host) => {
    for (const order of orders([0, 1, 2, 3])) {
      const lines = lineCollector();
      const { one, two } = ours(lines, host);
      const undos = [one, two, one, two].map((install) => install());
      for (const [step, index] of order.entries()) {
        if (step % 2 === 1) await oneCall(host, lines, `${order} at ${step}`);
        undos[index]();
      }
      equal(globalThis.fetch, original, String(order));
    }
  }),
);

claim(
  'a traced fetch around an instrumented one around a patch: one of us traces',
  restoring(async (host) => {
    for (const patch of Object.values(others)) {
      const lines = lineCollector();
      const { one, two } = ours(lines, host);
      const undos = [one(), patch()];
      const traced = traceFetch({ targets: [host.echo], log: lines.log });
      const both = copy.traceFetch({ targets: [host.echo], log: lines.log, fetch: (...args) => traced(...args) });
      undos.push(two());
      const request = await echoed(await both(`${host.echo}/echo`));
      equal(sentTraceparent(request).split('-')[2], lines.one().span_id);
      for (const undo of undos.reverse()) undo();
    }
  }),
);

claim(
  'a call that carries no header has one line too',
  restoring(async (host) => {
    for (const name of ['a function', 'a Request of its own', 'a proxy', 'an heir']) {
      const lines = lineCollector();
      const options = { targets: ['https://elsewhere.example'], log: lines.log };
      const undos = [instrumentFetch(options), others[name](), copy.instrumentFetch(options)];
      equal((await echoed(await fetch(`${host.echo}/echo`))).header('traceparent'), undefined);
      equal(lines.texts().length, 1, name);
      for (const undo of undos.reverse()) undo();
    }
  }),
);

claim(
  'what one call declines, no wrapper of ours further in does',
  restoring(async (host) => {
    for (const [tracehop, count] of [
      [false, 0],
      [{ sent: false }, 1],
    ]) {
      const lines = lineCollector();
      const { one, two } = ours(lines, host);
      const undos = [one(), others['a function'](), two()];
      const headers = (function* () {
        yield ['x-own', '1'];
      })();
      const request = await echoed(await fetch(`${host.echo}/echo`, { tracehop, headers }));
      deepEqual([request.header('traceparent'), request.header('x-own')], [undefined, '1']);
      equal(lines.texts().length, count);
      for (const undo of undos.reverse()) undo();
    }
  }),
);

claim(
  'another call that a wrapper in between makes is a call of its own',
  restoring(async (host) => {
    const lines = lineCollector();
    const options = { targets: [host.echo], log: lines.log };
    const undo = instrumentFetch(options);
    const traced = traceFetch({
      ...options,
      fetch: async (...args) => {
        const [token] = await Promise.all([fetch(`${host.echo}/echo?token`), null]);
        equal(token.status, 200);
        return fetch(...args);
      },
    });
    await traced(`${host.echo}/echo`);
    deepEqual(
      lines.all().map((line) => new URL(line['url.full']).search),
      ['?token', ''],
    );
    undo();
  }),
);

claim('services of one program that call each other directly are services of their own', async () => {
  const lines = lineCollector();
  const up = 'https://up.example/items';
  const last = recordingFetch();
  const through = (fetch, trace) => traceFetch({ targets: [/./], log: lines.log, fetch, context: () => trace });
  const proxy = traceHandler((request, env, ctx, trace) => through(last.fetch, trace)(request), { log: lines.log });
  await through((input, init) => proxy(new Request(input, init)))(up);
  const [inner, server, outer] = lines.all();
  deepEqual([inner.kind, server.kind, outer.kind], ['client', 'server', 'client']);
  deepEqual([server.parent_id, inner.parent_id], [outer.span_id, server.span_id]);
  equal(last.headers().get('traceparent').split('-')[2], inner.span_id);
});

claim(
  'name and length are those of the host, and what is added to fetch is found on ours',
  restoring(() => {
    const facts = ({ name, length }) => [name, length];
    globalThis.fetch = Object.assign((...args) => original(...args), { preconnect: () => 'connected' });
    const undo = instrumentFetch({ log: false });
    equal(globalThis.fetch.preconnect(), 'connected');
    undo();
    globalThis.fetch = original;
    deepEqual(facts(traceFetch()), facts(original));
    const again = instrumentFetch({ log: false });
    deepEqual(facts(globalThis.fetch), facts(original));
    match(String(typeof globalThis.fetch.explain), /function/);
    again();
  }),
);

claim('of a thousand calls at once each has its own header', async () => {
  const lines = lineCollector();
  const record = recordingFetch();
  const inner = traceFetch({ targets: [/./], fetch: record.fetch, log: lines.log });
  const outer = copy.traceFetch({ targets: [/./], log: lines.log, fetch: async (...args) => inner(...args) });
  await Promise.all(Array.from({ length: 1000 }, () => outer('https://a.example/')));
  equal(lines.texts().length, 1000);
  equal(new Set(record.calls.map((_, n) => record.headers(n).get('traceparent'))).size, 1000);
  match(record.headers(999).get('traceparent'), VALID);
});
