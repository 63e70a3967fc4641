import { instrumentFetch } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { echoed, sentTraceparent } from '../support/network.js';

const claim = about('instrumentFetch');

const original = globalThis.fetch;

/** Runs a test and puts the fetch back that was there before, whatever the test left behind. */
const restoring = (test) => async (host) => {
  try {
    await test(host);
  } finally {
    globalThis.fetch = original;
  }
};

claim(
  'every fetch is traced until the undo, which gives the original back',
  restoring(async ({ echo }) => {
    const lines = lineCollector();
    const undo = instrumentFetch({ targets: [echo], log: lines.log });
    equal(globalThis.fetch === original, false);
    match(sentTraceparent(await echoed(await fetch(`${echo}/echo`))), /-03$/);
    equal(lines.texts().length, 1);
    equal(undo(), undefined);
    equal(globalThis.fetch, original);
    equal((await echoed(await fetch(`${echo}/echo`))).header('traceparent'), undefined);
    equal(lines.texts().length, 1);
  }),
);

claim(
  'a second undo does nothing',
  restoring(() => {
    const undo = instrumentFetch({ log: false });
    undo();
    const other = async () => new Response('other');
    globalThis.fetch = other;
    undo();
    equal(globalThis.fetch, other);
  }),
);

claim(
  'twice instrumented sends one header and writes one line; both undos give the original back',
  restoring(async ({ echo }) => {
    const lines = lineCollector();
    const undos = [1, 2].map(() => instrumentFetch({ targets: [echo], log: lines.log }));
    const request = await echoed(await fetch(`${echo}/echo`));
    equal(sentTraceparent(request).split('-')[2], lines.one().span_id);
    for (const undo of undos.reverse()) undo();
    equal(globalThis.fetch, original);
  }),
);

claim(
  "the undo leaves another's patch in place, and stops tracing below it",
  restoring(async ({ echo }) => {
    const lines = lineCollector();
    const undo = instrumentFetch({ targets: [echo], log: lines.log });
    const ours = globalThis.fetch;
    let counted = 0;
    const theirs = (...args) => {
      counted++;
      return ours(...args);
    };
    globalThis.fetch = theirs;
    undo();
    equal(globalThis.fetch, theirs);
    equal((await echoed(await fetch(`${echo}/echo`))).header('traceparent'), undefined);
    deepEqual([counted, lines.texts().length], [1, 0]);
  }),
);

claim(
  'the fetch option is what is called, not the global one',
  restoring(async () => {
    const seen = [];
    const undo = instrumentFetch({
      targets: ['https://a.example'],
      log: false,
      fetch: async (input, init) => {
        seen.push(new Request(input, init).headers.has('traceparent'));
        return new Response('given');
      },
    });
    equal(await (await fetch('https://a.example/')).text(), 'given');
    deepEqual(seen, [true]);
    undo();
    equal(globalThis.fetch, original);
  }),
);

claim(
  'a wrong option leaves the global fetch alone',
  restoring(() => {
    throws(() => instrumentFetch({ targets: 'https://a.example' }), TypeError);
    equal(globalThis.fetch, original);
  }),
);

/** Puts another property in the place of the global fetch while `test` runs. */
async function withProperty(property, test) {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  Object.defineProperty(globalThis, 'fetch', { ...property, configurable: true });
  try {
    await test();
  } finally {
    if (own) Object.defineProperty(globalThis, 'fetch', own);
    else delete globalThis.fetch;
  }
}

let kept = original;
const PROPERTIES = {
  'a getter without a setter': { get: () => original },
  'a property that cannot be written': { value: original, writable: false },
  'a setter that drops what it gets': { get: () => original, set() {} },
  'a setter that throws': {
    get: () => original,
    set() {
      throw new Error('no other fetch');
    },
  },
  'a setter that keeps what it gets': {
    get: () => kept,
    set: (fetch) => {
      kept = fetch;
    },
  },
};

for (const [what, property] of Object.entries(PROPERTIES)) {
  claim(`${what} is no obstacle, and is there again after the undo`, ({ echo }) =>
    withProperty(property, async () => {
      const before = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
      const undo = instrumentFetch({ targets: [echo], log: false });
      sentTraceparent(await echoed(await globalThis.fetch(`${echo}/echo`)));
      undo();
      deepEqual(Object.getOwnPropertyDescriptor(globalThis, 'fetch'), before);
      equal(globalThis.fetch, original);
    }),
  );
}

claim('a fetch that nothing can replace stays, untraced, and the console is told', async () => {
  const { defineProperty } = Reflect;
  const { calls } = await withConsole(() =>
    withProperty({ value: original, writable: false }, () => {
      // As where the property cannot be configured, which nobody could take back.
      Reflect.defineProperty = () => false;
      try {
        const undo = instrumentFetch({ log: false });
        equal(globalThis.fetch, original);
        undo();
        equal(globalThis.fetch, original);
      } finally {
        Reflect.defineProperty = defineProperty;
      }
    }),
  );
  equal(calls.length, 1);
  match(calls[0][1], /instrumentFetch.*cannot be replaced/);
});
