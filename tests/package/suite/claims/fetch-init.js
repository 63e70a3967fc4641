/** Of the init, fetch gets what it would have read itself: each member once, in its order, wherever it stands. */

import { traceFetch } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch init');

const A = 'https://a.example/';
const OWN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
/** With our headers, without them, and where the call goes out as one of somebody else's. */
const WRAPPERS = { sent: { targets: [A] }, outside: { targets: [] }, ignored: { ignore: [A] } };

/** The fetch inside: a Request is made as fetch makes one. */
async function describe(...args) {
  const request = new Request(args[0], args[1]);
  const headers = [...request.headers].filter(([name]) => name !== 'traceparent');
  return Response.json([request.method, request.url, headers, request.body && (await request.text())]);
}

async function outcome(call, args) {
  try {
    return await (await call(...args)).json();
  } catch (error) {
    // Chromium says more about an error that is the engine's own.
    return `${error?.name}: ${error?.message.replace(/^Failed .*: (?=Cannot perform)/, '')}`;
  }
}

const members = { method: 'POST', body: 'paid=1', headers: { 'x-own': '1' } };
const bareDefaults = () => Object.assign(Object.create(null), members);
function Defaults() {}
Defaults.prototype = bareDefaults();
class Getters {
  #method = 'PUT';
  get method() {
    return this.#method;
  }
  get headers() {
    return new Headers({ 'x-method': this.#method });
  }
}

function* pairs() {
  yield ['x-own', '1'];
}
const fail = (name) => {
  throw new RangeError(`no ${name}`);
};

/** Makes an init, new ones for each call. */
const INITS = {
  'a literal': () => ({ ...members }),
  'members of a prototype without one': () => Object.create(bareDefaults()),
  'the same and a member of its own': () => Object.assign(Object.create(bareDefaults()), { method: 'PUT' }),
  'a class below no Object': () => new Defaults(),
  'getters of a class, with private parts': () => new Getters(),
  'a proxy that answers': () => new Proxy({}, { get: (_, name) => members[name] }),
  'a proxy that adds to what there is': () =>
    new Proxy({ headers: { 'x-own': '1' } }, { get: (of, name) => of[name] ?? members[name] }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'a method that becomes text once': () => {
    const texts = ['PUT'];
    return { method: { toString: () => texts.shift() ?? 'DELETE' } };
  },
  'a method whose getter answers once': () => {
    const texts = ['PUT'];
    return Object.defineProperty({}, 'method', { get: () => texts.shift() });
  },
  'a getter that throws': () => ({
    get method() {
      return fail('method');
    },
  }),
  'headers that throw': () => ({
    get headers() {
      return fail('headers');
    },
  }),
  'headers of a generator': () => ({ headers: pairs() }),
  'headers of a generator in a class': () => Object.assign(new Getters(), {}),
  'headers that are one iterator': () => {
    const once = pairs();
    return { headers: { [Symbol.iterator]: () => once } };
  },
  'pairs that are iterables': () => ({ headers: [new Set(['x-own', '2']), pairs().next().value] }),
  'a generator that throws': () => ({
    headers: (function* () {
      yield* pairs();
      fail('more');
    })(),
  }),
  'a record whose getters count': () => {
    let count = 0;
    return {
      headers: {
        get 'x-own'() {
          return `${count++}`;
        },
      },
    };
  },
  'a value that becomes text once': () => {
    const texts = ['1'];
    return { headers: { 'x-own': { toString: () => texts.shift() ?? '2' } } };
  },
  'a record without a prototype': () => ({ headers: Object.assign(Object.create(null), members.headers) }),
  'a header named __proto__': () => ({ headers: JSON.parse('{"__proto__":"1","x-own":"2"}') }),
  'a header named constructor': () => ({ headers: { constructor: '1' } }),
  'names that differ by case': () => ({ headers: { 'X-Own': '1', 'x-own': '2' } }),
  'headers of a subclass': () => ({ headers: new (class extends Headers {})(members.headers) }),
  'no headers': () => ({ headers: null }),
  'a number for headers': () => ({ headers: 5 }),
  'a pair too short': () => ({ headers: [['x-own']] }),
  'a name that is none': () => ({ headers: { 'x own': '1' } }),
};

for (const [what, init] of Object.entries(INITS)) {
  claim(`${what}: as without us`, async ({ runtime }) => {
    const inputs = [() => A, () => new Request(A, { headers: { 'x-of': 'the Request' } })];
    // Bun reads the method beside a Request twice.
    if (runtime === 'bun' && init === INITS['a method whose getter answers once']) inputs.pop();
    for (const input of inputs) {
      const bare = await outcome(describe, [input(), init()]);
      for (const [name, options] of Object.entries(WRAPPERS)) {
        const traced = traceFetch({ fetch: describe, log: false, ...options });
        deepEqual(await outcome(traced, [input(), init()]), bare, name);
      }
    }
  });
}

claim('members are read once each, in the order of this host', async () => {
  const readsOf = async (call) => {
    const reads = [];
    const get = (of, name) => {
      if (name !== 'tracehop') reads.push(String(name));
      return of[name];
    };
    await outcome(call, [A, new Proxy({ ...members, signal: undefined }, { get })]);
    return reads;
  };
  const bare = await readsOf(describe);
  for (const [name, options] of Object.entries(WRAPPERS)) {
    // What Deno and Bun do not know, we look for after all that they know.
    const reads = await readsOf(traceFetch({ fetch: describe, log: false, ...options }));
    deepEqual(reads.slice(0, bare.length), bare, name);
    equal(new Set(reads).size, reads.length, 'once');
  }
});

claim('members that only others know reach the fetch inside, unread', async () => {
  let reads = 0;
  class Options {
    #own = 'private';
    get inherited() {
      return this.#own;
    }
  }
  const own = {
    method: 'POST',
    next: { revalidate: 60 },
    get lazy() {
      return ++reads;
    },
  };
  for (const init of [own, Object.defineProperties(new Options(), Object.getOwnPropertyDescriptors(own))]) {
    const record = recordingFetch();
    await traceFetch({ targets: [A], fetch: record.fetch, log: false })(A, init);
    equal(reads, 0);
    const given = /** @type {any} */ (record.calls[0][1]);
    equal(given.next, own.next);
    equal({ ...given }.next, own.next, 'in a copy');
    equal(given.inherited, init.inherited);
    equal(reads, 1, 'by the copy');
    reads = 0;
  }
});

claim('an init of which fetch knows nothing leaves a Request its referrer, its policy and its mode', async () => {
  const request = () => new Request(A, { referrer: `${location?.origin ?? ''}/from`, referrerPolicy: 'unsafe-url' });
  const shown = ({ referrer, referrerPolicy, mode }) => [referrer, referrerPolicy, mode];
  const given = (() => {
    try {
      return request();
    } catch {
      // A host without a page takes no such referrer.
      return new Request(A, { referrerPolicy: 'unsafe-url' });
    }
  })();
  for (const init of [
    undefined,
    null,
    {},
    { signal: undefined },
    { method: undefined, headers: undefined, body: undefined },
    { next: { revalidate: 1 } },
    Object.create({ headers: undefined }),
  ]) {
    const record = recordingFetch();
    await traceFetch({ targets: [A], fetch: record.fetch, log: false })(given.clone(), init);
    const [input, sent] = record.calls[0];
    const after = new Request(input, sent);
    equal(after.headers.has('traceparent'), true);
    deepEqual(shown(after), shown(given));
    if (init?.next) equal(/** @type {any} */ (sent).next, init.next);
  }
});

claim("the caller's own headers are found wherever they stand, and stay", async () => {
  for (const headers of [
    { TraceParent: OWN },
    [['Traceparent', OWN]],
    new Headers({ traceparent: OWN }),
    new Map([['traceparent', OWN]]),
    (function* () {
      yield new Set(['traceparent', OWN]);
    })(),
  ]) {
    const record = recordingFetch();
    await traceFetch({ targets: [A], fetch: record.fetch, log: false })(A, Object.create({ headers }));
    equal(record.headers().get('traceparent'), OWN);
  }
});

claim('what replaces the own headers leaves nothing of them', async () => {
  const record = recordingFetch();
  const traced = traceFetch({ targets: [A], fetch: record.fetch, log: false, override: 'replace' });
  await traced(A, { headers: { TraceParent: OWN, TRACESTATE: 'mine=1', 'x-own': '1' } });
  const headers = record.headers();
  equal(headers.get('traceparent')?.length, 55);
  deepEqual([headers.get('tracestate'), headers.get('x-own')], [null, '1']);
});
