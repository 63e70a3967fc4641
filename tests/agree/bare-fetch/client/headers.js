/** Everything that can be given as headers, by the names in cases.js. */

const OWN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

export function headersFor(name, made) {
  return HEADERS[name](made);
}

const record = () => ({ 'X-Own': 'a, b', accept: 'text/x', 'user-agent': 'case' });

class OwnHeaders extends Headers {}

const HEADERS = {
  record: (made) => kept(made, record()),
  'null-record': (made) => kept(made, Object.assign(Object.create(null), record())),
  'frozen-record': () => Object.freeze(record()),
  'inherited-record': (made) => kept(made, Object.assign(Object.create({ 'x-inherited': '1' }), record())),
  'getter-record': () => ({
    get 'x-got'() {
      return 'got';
    },
  }),
  list: (made) => kept(made, Object.entries(record())),
  headers: (made) => listed(made, new Headers(record())),
  'headers-class': (made) => listed(made, new OwnHeaders([...Object.entries(record()), ['x-own', 'c']])),
  map: (made) => listed(made, new Map(Object.entries(record()))),
  generator: () =>
    (function* () {
      yield* Object.entries(record());
    })(),
  iterable: () => ({
    *[Symbol.iterator]() {
      yield ['x-own', '1'];
      yield new Set(['x-set', '2']);
    },
  }),
  proxy: () => new Proxy(record(), {}),
  'one-iterator': () => {
    const once = Object.entries(record())[Symbol.iterator]();
    return { [Symbol.iterator]: () => once };
  },
  'counting-record': (made) => {
    let count = 0;
    made.watch('a header was read', () => count);
    return {
      get 'x-count'() {
        return `${++count}`;
      },
    };
  },
  'text-once': (made) => {
    let count = 0;
    made.watch('a header became text', () => count);
    return { 'x-text': { toString: () => `${++count}` } };
  },
  'hidden-record': () => Object.defineProperty(record(), 'x-hidden', { value: 'hidden' }),
  empty: () => ({}),
  cased: () => ({ ACCEPT: 'text/x', 'Content-Type': 'text/X', 'x-UPPER': '1' }),
  twice: () => [
    ['x-own', '1'],
    ['X-Own', '2'],
    ['x-own', ''],
    ['x-space', '  padded\t'],
    ['x-empty', ''],
  ],
  'own-record': () => ({ traceparent: OWN, tracestate: 'mine=1', 'x-own': '1' }),
  'own-cased': () => ({ TraceParent: OWN, TRACESTATE: 'mine=1' }),
  'own-headers': (made) => listed(made, new Headers({ traceparent: OWN })),
  'own-list': () => [
    ['x-own', '1'],
    ['Traceparent', OWN],
  ],
  'own-generator': () =>
    (function* () {
      yield ['traceparent', OWN];
      yield ['x-own', '1'];
    })(),
  'own-state': () => ({ tracestate: 'mine=1', 'x-own': '1' }),
  'bad-name': () => ({ 'in valid': 'x' }),
  'bad-value': () => [['x-own', 'a\nb']],
  'bad-pairs': () => [['one'], ['a', 'b', 'c']],
  'bad-type': () => 5,
  'throwing-getter': (made) => ({
    get 'x-own'() {
      throw made.know(new RangeError('header getter'), 'error of the header');
    },
  }),
  'throwing-generator': (made) =>
    (function* () {
      yield ['x-own', '1'];
      throw made.know(new RangeError('header generator'), 'error of the generator');
    })(),
  'symbol-value': () => ({ 'x-own': Symbol('value') }),
  null: () => null,
};

function kept(made, value) {
  made.freezable.push(value);
  return listed(made, value, Object.entries);
}

function listed(made, value, look = (headers) => [...headers]) {
  made.watch('headers', () => look(value));
  return value;
}
