import { extract, inject } from 'tracehop';
import { equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, UNSAMPLED } from '../support/examples.js';

const claim = about('inject');

const full = () => extract({ traceparent: HEADER, tracestate: 'vendor=x' });
const bare = () => extract({ traceparent: HEADER });

const read = (carrier, name) => (typeof carrier.get === 'function' ? carrier.get(name) : carrier[name]) ?? undefined;

claim('writes both headers into Headers, a Map, a plain object', () => {
  for (const carrier of [new Headers(), new Map(), {}, Object.create(null)]) {
    equal(inject(full(), carrier), undefined);
    equal(read(carrier, 'traceparent'), HEADER);
    equal(read(carrier, 'tracestate'), 'vendor=x');
  }
});

claim('an empty tracestate is never written', () => {
  for (const carrier of [new Headers(), new Map()]) {
    inject(bare(), carrier);
    equal(carrier.has('tracestate'), false);
  }
  const message = {};
  inject(bare(), message);
  equal(JSON.stringify(message), `{"traceparent":"${HEADER}"}`);
});

claim('what stood there of another trace is replaced, and its tracestate removed', () => {
  const old = { traceparent: UNSAMPLED, tracestate: 'old=1', other: 'kept' };
  for (const carrier of [new Headers(old), new Map(Object.entries(old)), { ...old }]) {
    inject(full(), carrier);
    equal(read(carrier, 'traceparent'), HEADER);
    equal(read(carrier, 'tracestate'), 'vendor=x');
    inject(bare(), carrier);
    equal(read(carrier, 'traceparent'), HEADER);
    equal(read(carrier, 'tracestate'), undefined);
    equal(read(carrier, 'other'), 'kept');
  }
});

claim('a header that stood there in another spelling does not become a second one', () => {
  const carrier = { TraceParent: UNSAMPLED, TRACESTATE: 'old=1' };
  inject(full(), carrier);
  const headers = new Headers(carrier);
  equal(headers.get('traceparent'), HEADER);
  equal(headers.get('tracestate'), 'vendor=x');
});

claim('anything with set() will do', () => {
  const written = [];
  inject(full(), { set: (name, value) => written.push(`${name}: ${value}`) });
  equal(written.join('\n'), `traceparent: ${HEADER}\ntracestate: vendor=x`);
  const first = [];
  inject(bare(), { set: (name, value) => first.push([name, value]) });
  equal(first[0].join(': '), `traceparent: ${HEADER}`);
});

claim('a request or a response is written through its headers', () => {
  for (const carrier of [new Request('https://shop.example/'), new Response('ok')]) {
    inject(full(), carrier);
    equal(carrier.headers.get('traceparent'), HEADER);
    equal(carrier.headers.get('tracestate'), 'vendor=x');
  }
});

claim('the tracestate of another trace is removed by whatever name the carrier has for that', () => {
  for (const remover of ['delete', 'remove', 'removeHeader', 'unset']) {
    for (const setter of ['set', 'setHeader']) {
      const fields = new Map([['tracestate', 'old=1']]);
      inject(bare(), {
        [setter]: (name, value) => fields.set(name, value),
        [remover]: (name) => fields.delete(name),
      });
      equal(JSON.stringify([...fields]), JSON.stringify([['traceparent', HEADER]]), `${setter} ${remover}`);
    }
  }
  const fields = new Map([['tracestate', 'old=1']]);
  inject(bare(), { get: (name) => fields.get(name), set: (name, value) => fields.set(name, value) });
  equal(fields.get('tracestate'), '', 'of a carrier that cannot remove, the list is emptied');
});

claim('what was injected is what is extracted: a message through JSON', () => {
  for (const sent of [full(), bare(), extract({}), extract({}).child()]) {
    const message = { attributes: {} };
    inject(sent, message.attributes);
    const received = extract(JSON.parse(JSON.stringify(message)).attributes);
    equal(received.origin, 'continued');
    equal(received.traceparent, sent.traceparent);
    equal(String(received.tracestate), String(sent.tracestate));
  }
});

claim('a carrier that cannot be written is a TypeError', () => {
  const primitives = [null, undefined, 5, 'text', true, 1n, Symbol('s')];
  const builtIn = [
    new Set(),
    new Date(),
    new WeakMap(),
    new WeakSet(),
    /x/,
    new Error('x'),
    new Uint8Array(99),
    () => {},
  ];
  const refuses = {
    set() {
      throw new Error('from the carrier');
    },
  };
  for (const carrier of [...primitives, ...builtIn, [], Object.freeze({}), Object.freeze(new (class {})()), refuses]) {
    throws(() => inject(full(), carrier), TypeError, String(carrier));
  }
});

claim('a promise of a carrier is a TypeError that says to await it', () => {
  const carriers = [Promise.resolve(new Headers()), Promise.reject(new Error('x'))];
  for (const carrier of carriers) match(throws(() => inject(full(), carrier), TypeError).message, /await it/);
});

claim('an instance of a class is written as an object', () => {
  class Message {
    constructor() {
      this.tracestate = 'old=1';
    }
  }
  const message = new Message();
  inject(bare(), message);
  equal(JSON.stringify(message), `{"traceparent":"${HEADER}"}`);
});

claim('what is no context is a TypeError, and nothing is written', () => {
  for (const wrong of [null, undefined, 5, 'text', {}, HEADER, [], { traceparent: 'x' }, { traceparent: 5 }]) {
    const carrier = {};
    throws(() => inject(wrong, carrier), TypeError, JSON.stringify(wrong));
    equal(Object.keys(carrier).length, 0);
  }
});

claim('a name in another case in a Map is the same name', () => {
  const carrier = new Map([
    ['Traceparent', 'old'],
    ['TraceState', 'old=1'],
  ]);
  inject(extract({ traceparent: HEADER }), carrier);
  equal(extract(carrier).traceparent, HEADER);
  equal(carrier.size, 1);
});
