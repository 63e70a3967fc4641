/**
 * More values that break careless code, by the family: with those of hostile.js, the two hundred that a logger has to
 * bear.
 */

const thrower = () => {
  throw new Error('from the value');
};

/** One for each way in which a proxy can refuse. */
const TRAPS = [
  'get',
  'has',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'isExtensible',
  'set',
  'defineProperty',
  'deleteProperty',
];
const proxies = TRAPS.flatMap((trap) => [
  [`proxy whose ${trap} throws`, () => new Proxy({ a: 1 }, { [trap]: thrower })],
  [`proxy of a list whose ${trap} throws`, () => new Proxy([1, 2], { [trap]: thrower })],
  [`proxy of an error whose ${trap} throws`, () => new Proxy(new Error('text'), { [trap]: thrower })],
]);

/** Members that something may ask for, each of them throwing, and each of them a value that nobody expects. */
const MEMBERS = [
  'toJSON',
  'toString',
  'valueOf',
  'constructor',
  'length',
  'name',
  'message',
  'stack',
  'cause',
  'then',
  'code',
  '__proto__',
  'level',
  'trace_id',
  'hasOwnProperty',
  'entries',
  'keys',
];
const members = MEMBERS.flatMap((name) => [
  [`getter ${name} that throws`, () => Object.defineProperty({ a: 1 }, name, { get: thrower, enumerable: true })],
  [`method ${name} that throws`, () => Object.defineProperty({ a: 1 }, name, { value: thrower, enumerable: true })],
  [`${name} that is a symbol`, () => Object.defineProperty({ a: 1 }, name, { value: Symbol(name), enumerable: true })],
]);

const errors = [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((Type) => [
  `${Type.name} with a broken message`,
  () => Object.defineProperty(new Type('text'), 'message', { get: thrower }),
]);

const TYPED = [
  'Int8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigUint64Array',
];
const arrays = TYPED.map((name) => [name, () => new globalThis[name](4)]);

/** Texts by the characters that JSON, consoles and line readers treat apart. */
const TEXTS = {
  'a nul': '\0',
  'a backspace': '\b',
  'a form feed': '\f',
  'a vertical tab': '\v',
  'a delete': '\x7f',
  'a next line': '\u0085',
  'a byte order mark': '\ufeff',
  'a right-to-left override': '\u202e',
  'a paragraph separator': '\u2029',
  'a high surrogate last': 'x\udbff',
  'a low surrogate first': '\udc00x',
  'surrogates the wrong way round': '\udc00\ud800',
  'a noncharacter': '\uffff',
  'an escape': '\\u0000',
  'a backslash last': 'x\\',
  'a quote last': 'x"',
  'a closing brace': '}',
  'an end of line and a line': '\n{"level":"error"}',
  'an escape sequence': '\x1b[2J\x1b]0;title\x07',
  'a combining mark': 'e\u0301'.repeat(50),
  markup: '</script><!--',
  'a carriage return': '\r',
  'ten thousand line ends': '\r\n'.repeat(10_000),
};
const texts = Object.entries(TEXTS).map(([name, text]) => [`text with ${name}`, () => text]);
const keys = Object.entries(TEXTS).map(([name, text]) => [`key with ${name}`, () => ({ [text]: text })]);

const numbers = [Number.MAX_VALUE, Number.MIN_VALUE, -Infinity, 2 ** 53 + 2, 1e21, -1e-7, 0.1 + 0.2].map((value) => [
  `number ${value}`,
  () => value,
]);

const others = Object.entries({
  'a function with fields': () => Object.assign(() => {}, { a: 1 }),
  'a generator function': () =>
    function* () {
      yield 1;
    },
  'an async function': () => async () => {},
  'a bound function': () => thrower.bind(null),
  'a Date that lies': () => Object.assign(new Date(0), { toISOString: thrower }),
  'a date beyond the end of time': () => new Date(8.64e15 + 1),
  'a Map of itself and a symbol': () => new Map([[Symbol('s'), thrower]]),
  'a WeakSet': () => new WeakSet(),
  'a list of holes': () => new Array(50),
  'a list with a length that is too large': () => Object.assign([], { length: 2 ** 14 }),
  'an object like a list': () => ({ length: 2 ** 32, 0: 'a' }),
  'a thousand references to one object': () => new Array(1000).fill({ a: { b: { c: 1 } } }),
  'objects that double a dozen times': () => {
    /** @type {object} */
    let value = { a: 1 };
    for (let n = 0; n < 12; n++) value = { left: value, right: value };
    return value;
  },
  'a getter that gives a new object each time': () => {
    const endless = () => Object.defineProperty({}, 'next', { get: endless, enumerable: true });
    return endless();
  },
  'a toJSON that gives a new toJSON each time': () => {
    const endless = () => ({ toJSON: endless });
    return endless();
  },
  'an object that grows while it is read': () => {
    const value = {
      get a() {
        value[`b${Object.keys(value).length}`] = 1;
        return 1;
      },
    };
    return value;
  },
  'a proxy of a proxy of a proxy': () => new Proxy(new Proxy(new Proxy({}, { get: thrower }), {}), {}),
  'a proxy that gives itself': () => {
    const proxy = new Proxy(
      {},
      {
        get: () => proxy,
        ownKeys: () => ['a'],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: proxy }),
      },
    );
    return proxy;
  },
  'a proxy with a key that is not there': () =>
    new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => undefined }),
  'an error whose stack is an object': () => Object.assign(new Error('text'), { stack: { toString: thrower } }),
  'an error without a prototype': () => Object.setPrototypeOf(new Error('text'), null),
  'what calls itself an error': () => ({ [Symbol.toStringTag]: 'Error' }),
  'a tag that throws': () => ({
    get [Symbol.toStringTag]() {
      return thrower();
    },
  }),
  'a regular expression that throws': () => Object.defineProperty(/x/, 'source', { get: thrower }),
  'a URLSearchParams': () => new URLSearchParams('a=1&a=2'),
  'a stream': () => new ReadableStream(),
  'an AbortSignal': () => AbortSignal.abort(),
  'a Response that was read': () => new Response('x'),
});

/** `[name, () => value]` for each. */
export const hostileFamilies = () => [
  ...proxies,
  ...members,
  ...errors,
  ...arrays,
  ...texts,
  ...keys,
  ...numbers,
  ...others,
];
