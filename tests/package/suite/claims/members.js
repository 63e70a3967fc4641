/** Objects, classes and functions given to traceHandler: what is traced is one with what was given. */

import { traceHandler } from 'tracehop';
import { deepEqual, equal, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('members');

const off = { log: false };
const request = () => new Request('https://a.example/');
const textOf = async (response) => (await response).text();

class Worker {
  #db = 'db';
  seen = 0;
  async fetch() {
    this.seen++;
    return new Response(this.#db);
  }
  tail() {
    return this.#db;
  }
  count() {
    return this.seen;
  }
  get ready() {
    return this.#db;
  }
  set name(name) {
    this.#db = name;
  }
}

claim('members that are not traced run on the given instance: private parts, accessors, state', async () => {
  const instance = new Worker();
  const traced = traceHandler(instance, off);
  equal(await textOf(traced.fetch(request())), 'db');
  deepEqual([traced.tail(), traced.ready, traced.count(), instance.seen], ['db', 'db', 1, 1]);
  instance.seen = 5;
  equal(traced.seen, 5);
  traced.seen = 7;
  traced.name = 'other';
  deepEqual(
    [instance.count(), instance.tail(), 'seen' in traced, Object.hasOwn(traced, 'fetch')],
    [7, 'other', true, true],
  );
  equal(delete traced.seen && 'seen' in instance, false);
  equal(traced.constructor, Worker);
  equal(traced.fetch, traced.fetch);
});

claim('members that come later are the given object, and handlers among them are traced', async () => {
  const lines = lineCollector();
  const given = { fetch: async () => new Response('first'), report: () => 'report' };
  const traced = traceHandler(given, { log: lines.log });
  given.alarm = () => 'rang';
  traced.fetch = Object.assign(async () => new Response('second'), { calls: 3 });
  equal(await textOf(traced.fetch(request())), 'second');
  equal(await traced.alarm(), 'rang');
  deepEqual([traced.fetch.calls, traced.report, lines.texts().length], [3, given.report, 2]);
  deepEqual(Object.keys(traced), ['fetch', 'report', 'alarm']);
  deepEqual(Object.keys({ ...traced }), ['fetch', 'report', 'alarm']);
});

claim('what cannot be changed can be traced: frozen objects, modules', async () => {
  const lines = lineCollector();
  const frozen = traceHandler(Object.freeze(new Worker()), { log: lines.log });
  equal(frozen.tail(), 'db');
  const module = Object.defineProperty(Object.preventExtensions({ fetch: async () => new Response('m') }), 'fetch', {
    configurable: false,
  });
  equal(await textOf(traceHandler(module, { log: lines.log }).fetch(request())), 'm');
  equal(lines.texts().length, 1);
});

claim('a class stays a class, whatever mixture of methods, fields and accessors it has', async () => {
  const lines = lineCollector();
  const options = { log: lines.log };
  const made = (Class, ...args) => new (traceHandler(Class, options))(...args);
  const mixed = made(
    class {
      #n = 1;
      alarm() {
        return 'rang';
      }
      fetch = async () => new Response(`n${this.#n}`);
    },
  );
  equal(await textOf(mixed.fetch(request())), 'n1');
  equal(await mixed.alarm(), 'rang');
  const accessor = made(
    class {
      #n = 2;
      get fetch() {
        return async () => new Response(`n${this.#n}`);
      }
    },
  );
  equal(await textOf(accessor.fetch(request())), 'n2');
  function Old(name) {
    this.name = name;
  }
  Old.prototype.fetch = async function () {
    return new Response(this.name);
  };
  equal(await textOf(made(Old, 'old').fetch(request())), 'old');
  equal(lines.texts().length, 4);
  class Rpc {
    static limit = 3;
    add(a, b) {
      return a + b;
    }
  }
  equal(made(Rpc).add(1, 2), 3);
  deepEqual([traceHandler(Rpc, off).limit, made(Rpc) instanceof Rpc], [3, true]);
  equal(
    await made(
      class {
        async run() {
          return 'ran';
        }
      },
    ).run(),
    'ran',
  );
});

claim('a class whose instances are frozen works, untraced', async () => {
  class Frozen {
    fetch = async () => new Response('f');
    constructor() {
      Object.freeze(this);
    }
  }
  const { result } = await withConsole(() => textOf(new (traceHandler(Frozen, off))().fetch(request())));
  equal(result, 'f');
});

claim('properties of a function stay, and handlers among them are traced', async () => {
  const lines = lineCollector();
  const handler = Object.assign(async () => new Response('f'), { config: { runtime: 'edge' }, scheduled: () => 'ran' });
  const traced = traceHandler(handler, { log: lines.log });
  deepEqual([traced.config.runtime, traced.name, typeof traced], ['edge', handler.name, 'function']);
  // Deno.serve gives no request to a function that takes none.
  deepEqual([handler.length, traced.length, traceHandler((_request, _info) => 'f').length], [0, 1, 2]);
  equal(await textOf(traced(request())), 'f');
  equal(await traced.scheduled({}), 'ran');
  equal(lines.texts().length, 2);
  traced.config = 5;
  equal(handler.config, 5);
});

claim('what cannot be wrapped is a TypeError at set-up', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const unreadable = {
    get fetch() {
      throw new Error('read');
    },
  };
  for (const handler of [null, 5, 'text', Promise.resolve({ fetch() {} }), { fetch: 5 }, new Map(), proxy, unreadable])
    throws(() => traceHandler(handler, off), TypeError);
});
