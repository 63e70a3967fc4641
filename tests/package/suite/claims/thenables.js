/** What `fn` and the fetch inside give comes back as it is: promises with methods, lazy queries, odd thenables. */

import { extract, runWithTrace, startActiveSpan, traceFetch } from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';
import { rejections } from '../support/rejections.js';

const claim = about('thenables');

const URL = 'https://a.example/';
const pause = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

/** As clients of APIs give it: its methods know private parts, which a promise derived from it has not. */
class ApiPromise extends Promise {
  #raw;
  static get [Symbol.species]() {
    return Promise;
  }
  constructor(run, raw) {
    super(run);
    this.#raw = raw;
  }
  withResponse() {
    return this.then((data) => ({ data, raw: this.#raw }));
  }
}
const apiCall = (settle = (resolve) => resolve('text')) =>
  new ApiPromise((...ends) => setTimeout(settle, 1, ...ends), 'raw');
/** A thenable with this `then`, and other members. */
const thenable = (then, members = {}) => Object.assign(Object.fromEntries([['then', then]]), members);
const decorated = (promise) => Object.assign(promise, { json: () => promise.then((value) => [value]) });

/** Ways to give a value back. */
const ways = {
  startActiveSpan: (value, log) => startActiveSpan('x', { log }, () => value),
  traceFetch: (value, log) => traceFetch({ fetch: () => value, targets: [URL], log })(URL),
  'traceFetch without a target': (value, log) => traceFetch({ fetch: () => value, log })(URL),
  runWithTrace: (value) => runWithTrace(extract({}), () => value),
};

for (const [name, give] of Object.entries(ways)) {
  // In a page that only sends, a call of fetch gives a promise, whatever the fetch inside gave.
  claim(`${name}: the very value, with its methods`, async () => {
    for (const made of [apiCall(), decorated(Promise.resolve(1)), thenable(() => {})]) {
      equal(give(made, false) === made, true);
    }
    deepEqual(await give(apiCall(), false).withResponse(), { data: 'text', raw: 'raw' });
    deepEqual(await give(decorated(Promise.resolve(1)), false).json(), [1]);
  });

  claim(`${name}: a lazy query runs when it is awaited, once, and may be composed before`, async () => {
    let runs = 0;
    const query = thenable(
      function (resolve, reject) {
        runs++;
        return Promise.resolve(this.rows).then(resolve, reject);
      },
      {
        rows: 'rows',
        limit(count) {
          this.rows += ` up to ${count}`;
          return this;
        },
      },
    );
    const given = give(query, false);
    await pause();
    equal(runs, 0);
    equal(await given.limit(5), 'rows up to 5');
    equal(runs, 1);
  });

  claim(`${name}: a thenable whose then() gives nothing resolves`, async () => {
    const odd = thenable((resolve) => void setTimeout(resolve, 1, 'value'));
    equal(await give(odd, false), 'value');
  });

  claim(`${name}: errors are the very errors, and handled by whoever handles them`, async () => {
    const error = new Error('x');
    const fail = (resolve, reject) => reject(error);
    await rejects(give(apiCall(fail), false), error);
    await rejects(give(decorated(Promise.reject(error)), false), error);
    await rejects(
      give(
        thenable((resolve, reject) => void reject(error)),
        false,
      ),
      error,
    );
    const rejected = async () => give(decorated(Promise.reject(error)), false);
    await rejects(rejected(), error);
  });

  claim(`${name}: an error that nobody handles is told by the host exactly as without us`, async () => {
    const error = new Error('nobody looks');
    give(decorated(Promise.reject(error)), false);
    give(
      apiCall((resolve, reject) => reject(error)),
      false,
    );
    await pause(50);
    const noticed = rejections.take();
    deepEqual([noticed.length, noticed.every((reason) => reason === error)], [2, true]);
  });
}

for (const name of ['startActiveSpan', 'traceFetch']) {
  claim(`${name}: the span ends when the value settles, once`, async () => {
    const ends = async (value, look = (given) => given.then(undefined, () => {})) => {
      const lines = lineCollector();
      await look(ways[name](value, lines.log));
      await pause();
      return lines.all().map(({ status, 'error.type': type }) => [status, type]);
    };
    const failing = (resolve, reject) => reject(new RangeError('x'));
    const ok = name === 'traceFetch' ? 'unset' : 'ok';
    deepEqual(await ends(apiCall()), [[ok, undefined]]);
    deepEqual(await ends(apiCall(), () => pause()), [[ok, undefined]], 'nobody looks');
    deepEqual(await ends(apiCall(failing)), [['error', 'RangeError']]);
    deepEqual(await ends(decorated(Promise.resolve(1))), [[ok, undefined]]);
    const lazy = (settle) => thenable((...ends) => new Promise(settle).then(...ends));
    const twice = async (given) => [await given, await given];
    deepEqual(
      await ends(
        lazy((resolve) => resolve(1)),
        twice,
      ),
      [[ok, undefined]],
    );
    deepEqual(await ends(lazy(failing)), [['error', 'RangeError']]);
    deepEqual(await ends(lazy(failing), (given) => given.then(() => {}).catch(() => {})), [['error', 'RangeError']]);
  });
}
