/** Values that break careless code. Each is made anew for each use, as some of them break when they are read. */

const thrower = () => {
  throw new Error('from the value');
};

function nested(depth, wrap) {
  let value = 'bottom';
  for (let n = 0; n < depth; n++) value = wrap(value);
  return value;
}

function cyclic(value, close) {
  close(value);
  return value;
}

class Private {
  #secret = 1;
  get secret() {
    return this.#secret;
  }
}

const values = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  'minus zero': () => -0,
  NaN: () => NaN,
  Infinity: () => Infinity,
  BigInt: () => 10n ** 40n,
  symbol: () => Symbol('s'),
  'well-known symbol': () => Symbol.iterator,
  function: () => function named() {},
  class: () => Private,
  'empty text': () => '',
  'control characters': () => '\0\x01\x1b[31m\x7f\u0085',
  'line separators': () => 'a\n\r\u2028\u2029b',
  quotes: () => '"\\"},{"level":"error"',
  'lone surrogates': () => 'a\ud800b\udc00',
  emoji: () => '\ud83d\ude00'.repeat(10),
  'format directives': () => '%s %d %o %c %%',
  'huge text': () => 'x'.repeat(1_000_000),
  'huge text of quotes': () => '"'.repeat(200_000),
  'huge text of three-byte characters': () => '\u4e16'.repeat(60_000),
  'huge array': () => new Array(100_000).fill(7),
  'huge object': () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key${n}`, n])),
  'sparse array': () => Object.assign([], { 4000: 1 }),
  'cyclic object': () =>
    cyclic({ a: 1 }, (value) => {
      value.self = value;
    }),
  'cyclic array': () => cyclic([1], (value) => value.push(value)),
  'cyclic Map': () => cyclic(new Map(), (value) => value.set('self', value)),
  'cycle through toJSON': () =>
    cyclic({}, (value) => {
      value.toJSON = () => ({ value });
    }),
  'object 10,000 deep': () => nested(10_000, (value) => ({ value })),
  'array 10,000 deep': () => nested(10_000, (value) => [value]),
  'toJSON that throws': () => ({ toJSON: thrower }),
  'toJSON that gives undefined': () => ({ toJSON: () => undefined }),
  'toJSON that gives BigInt': () => ({ toJSON: () => 1n }),
  'toJSON that is a getter that throws': () => ({
    get toJSON() {
      return thrower();
    },
  }),
  'getter that throws': () => ({
    get a() {
      return thrower();
    },
    b: 1,
  }),
  'getter that throws undefined': () => ({
    get a() {
      throw undefined;
    },
    b: 1,
  }),
  'toString that throws': () => ({ toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower }),
  'no prototype': () => Object.assign(Object.create(null), { a: 1 }),
  'revoked proxy': () => cyclic(Proxy.revocable({}, {}), (value) => value.revoke()).proxy,
  'revoked function proxy': () =>
    cyclic(
      Proxy.revocable(() => {}, {}),
      (value) => value.revoke(),
    ).proxy,
  'revoked array proxy': () => cyclic(Proxy.revocable([], {}), (value) => value.revoke()).proxy,
  'proxy that throws on everything': () =>
    new Proxy(
      {},
      { get: thrower, has: thrower, ownKeys: thrower, getPrototypeOf: thrower, getOwnPropertyDescriptor: thrower },
    ),
  'proxy with a lying ownKeys': () => new Proxy({}, { ownKeys: () => ['a', 'b'], get: () => 'lie' }),
  'own __proto__': () => JSON.parse('{"__proto__":{"level":"spoof"},"a":1}'),
  'reserved keys': () => ({ timestamp: 0, level: 'spoof', message: 'spoof', trace_id: 'spoof', span_id: 'spoof' }),
  'numeric keys': () => ({ 1: 'one', 0: 'zero' }),
  'empty key': () => ({ '': 1 }),
  'symbol keys': () => ({ [Symbol('s')]: 1, a: 1 }),
  'invalid date': () => new Date(NaN),
  date: () => new Date(0),
  'regular expression': () => /x/g,
  error: () => new TypeError('text'),
  'error with a cause that is itself': () =>
    cyclic(new Error('text'), (value) => {
      value.cause = value;
    }),
  'error that throws when it is read': () => new Proxy(new Error('text'), { get: thrower }),
  'error with odd fields': () => Object.assign(new Error('text'), { name: 5, message: 1n, code: Symbol('s') }),
  'error of many errors': () => new AggregateError([new Error('a'), new Error('b')], 'many'),
  Map: () => new Map([['a', 1]]),
  Set: () => new Set([1]),
  WeakMap: () => new WeakMap(),
  promise: () => Promise.resolve(1),
  // biome-ignore lint/suspicious/noThenProperty: it is a thenable
  'rejected thenable': () => ({ then: thrower }),
  Uint8Array: () => new Uint8Array(3),
  ArrayBuffer: () => new ArrayBuffer(3),
  'BigInt array': () => new BigInt64Array(2),
  DataView: () => new DataView(new ArrayBuffer(2)),
  'boxed text': () => Object('text'),
  'boxed BigInt': () => Object(1n),
  'boxed symbol': () => Object(Symbol('s')),
  'private field': () => new Private(),
  'prototype of a class': () => Private.prototype,
  headers: () => new Headers({ a: '1' }),
  url: () => new URL('https://a.example/'),
  globalThis: () => globalThis,
  arguments: () =>
    (function (..._) {
      // biome-ignore lint/complexity/noArguments: the object itself is the hostile value
      return arguments;
    })(1, 2),
  generator: () =>
    (function* () {
      yield thrower();
    })(),
  'iterator that throws': () => ({ [Symbol.iterator]: thrower }),
  frozen: () => Object.freeze({ a: 1 }),
};

/** `[name, () => value]` for each. */
export const hostileValues = () => Object.entries(values);
