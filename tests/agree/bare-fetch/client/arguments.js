/** Makes the arguments of a case, new ones for each call, and tells afterwards what became of them. */

import { bodyOf, isStream } from './bodies.js';
import { headersFor } from './headers.js';
import { signalFor } from './signals.js';

/** What node:crypto says of the bytes of size/1000. */
const RIGHT = 'sha256-INTEGRITY';

/**
 * @param one the case.
 * @param place `{home, away, refused, side, arrived, integrity}`.
 * @returns `{args, made, signal}`; `args` may throw when they are made, then there is `failed` instead.
 */
export async function argumentsOf(one, place) {
  const made = madeThings();
  const signal = signalFor(one.signal, made, place);
  try {
    const input = await inputOf(one, place, made, signal);
    const init = initOf(one, place, made, signal);
    const args = [...input, ...init];
    if (one.extra) args.push({ method: 'POST' });
    return { args, made, signal };
  } catch (error) {
    return { failed: error, made, signal };
  }
}

/** What a call was given: known errors and reasons, and looks at objects that must stay as they are. */
function madeThings() {
  const known = new Map();
  const looks = [];
  return {
    known,
    freezable: [],
    know(value, label) {
      known.set(value, label);
      return value;
    },
    watch: (name, look) => void looks.push([name, look]),
    look: () =>
      looks.map(([name, look]) => {
        try {
          return [name, look()];
        } catch (error) {
          return [name, `threw ${error?.name}`];
        }
      }),
  };
}

/** The path of a case as a URL of its server. */
export function urlOf(one, { home, away, refused, side }) {
  const own = `/${side}/${one.number}/`;
  const path = pathText(one.path, own, { home, away, refused });
  return path.startsWith('http') ? path : home + path;
}

function pathText(path, own, place) {
  if (path === 'REFUSED') return `${place.refused}${own}`;
  if (typeof path === 'string') return own + path;
  const origin = path.origin === '' ? '' : place[path.origin.toLowerCase()];
  const next = pathText(path.to, own, place);
  return `${own}redirect/${path.code}/${encodeURIComponent((next.startsWith('http') ? '' : origin) + next + (path.fragment ?? ''))}`;
}

async function inputOf(one, place, made, signal) {
  const url = urlOf(one, place);
  const { kind, fields } = one.input;
  if (/request/.test(kind))
    return [await requestOf(kind, url, fields, place, made, one.signal?.endsWith('-request') ? signal : undefined)];
  const make = INPUTS[kind];
  return kind === 'missing' ? [] : [make(url, made, place)];
}

class OwnRequest extends Request {
  get extra() {
    return 'own';
  }
}

async function requestOf(kind, url, fields, place, made, signal) {
  const init = plainInit(fields, place, made);
  if (signal !== undefined) init.signal = signal.signal;
  if (/used|locked/.test(kind)) Object.assign(init, { method: 'POST', body: 'used before' });
  const Class = { 'request-class': OwnRequest, 'disguised-request': Disguised }[kind] ?? Request;
  const request = new Class(url, init);
  if (kind === 'used-request') await request.text();
  if (kind === 'locked-request') request.body?.getReader();
  const input = kind === 'cloned-request' ? request.clone() : request;
  if (kind === 'own-members-request')
    Object.defineProperties(input, { url: { value: 'https://elsewhere.example/' }, method: { value: 'DELETE' } });
  made.watch('request', () => [
    input.method,
    input.url,
    [...input.headers],
    input.bodyUsed,
    input.redirect,
    input.credentials,
    input.cache,
    input.mode,
    input.referrer,
    input.referrerPolicy,
    input.keepalive,
    input.integrity,
    input.body?.locked,
  ]);
  made.watch('original', () => [request.bodyUsed, request.body?.locked]);
  return kind === 'frozen-request' ? Object.freeze(input) : input;
}

/** Says of itself what is not sent. */
class Disguised extends Request {
  get url() {
    return 'https://elsewhere.example/';
  }
  get headers() {
    return new Headers({ 'x-disguised': '1' });
  }
  get mode() {
    return /** @type {'no-cors'} */ ('no-cors');
  }
  toString() {
    return 'https://elsewhere.example/';
  }
}

const INPUTS = {
  string: (url) => url,
  url: (url, made) => {
    const input = new URL(url);
    made.watch('url', () => input.href.length);
    return input;
  },
  'to-string': (url, made) => {
    let count = 0;
    made.watch('toString was called', () => count);
    return { toString: () => (count++, url) };
  },
  'url-once': (url, made) => {
    let count = 0;
    made.watch('the URL became text', () => count);
    const next = () => (count++ === 0 ? url : 'https://elsewhere.example/');
    return Object.assign(new URL(url), { [Symbol.toPrimitive]: next });
  },
  'string-object': (url) => new String(url),
  fragment: (url) => `${url}#fragment`,
  spaces: (url) => ` \n${url}\t `,
  query: (url) => `${url}?q=${encodeURIComponent('http://evil.example/')}&token=1`,
  unicode: (url) => `${url}?q=ü\u{1f600}`,
  symbol: () => Symbol('input'),
  undefined: () => undefined,
  null: () => null,
  'no-url': () => 'https://[',
  'empty-text': () => '',
  // Only a page has a base for it.
  relative: (url) => new URL(url).pathname,
  'user-info': (url) => url.replace('//', '//user:password@'),
  'bad-port': (url) => url.replace(/:\d+/, ':6000'),
  throwing: (url, made) => ({
    toString() {
      throw made.know(new RangeError('input'), 'error of the input');
    },
  }),
  ftp: () => 'ftp://127.0.0.1/',
  file: () => 'file:///nothing-is-here',
  about: () => 'about:blank',
  'blob-missing': () => 'blob:nodedata:id',
  data: () => 'data:text/plain,hello%20world',
  'data-base64': () => 'data:application/octet-stream;base64,AAECAw==',
  blob: () => URL.createObjectURL(new Blob(['of a blob URL'], { type: 'text/plain' })),
};

/** The list of arguments after the input: none or one. */
function initOf(one, place, made, signal) {
  const { kind, fields } = one.init;
  const own = one.signal?.endsWith('-request') ? undefined : signal;
  if (kind === 'missing' && own === undefined) return [];
  if (kind === 'undefined' && own === undefined) return [undefined];
  if (kind === 'null' && own === undefined) return [null];
  if (BAD_INITS[kind]) return [BAD_INITS[kind](made)];
  const init = plainInit(kind === 'empty' ? {} : fields, place, made);
  if (own !== undefined) init.signal = own.signal;
  return [(KINDS[kind] ?? KINDS.plain)(init, made, place, one)];
}

function plainInit(fields = {}, place, made) {
  const { unknown, headers, body, ...rest } = fields;
  const init = { ...rest };
  if (headers !== undefined) init.headers = headersFor(headers, made);
  if (body !== undefined) init.body = bodyOf(body, made);
  if (isStream(body)) init.duplex ??= 'half';
  if (typeof init.referrer === 'string') init.referrer = init.referrer.replace('HOME', place.home);
  if (init.integrity === 'RIGHT') init.integrity = RIGHT.replace('INTEGRITY', place.integrity);
  if (unknown !== undefined) init[unknown] = UNKNOWN[unknown](made);
  return init;
}

const UNKNOWN = {
  next: () => Object.freeze({ revalidate: 60 }),
  cf: () => ({ cacheTtl: 5 }),
  // What Node's fetch calls in the place of its own; other hosts do not know it.
  dispatcher: (made) => {
    let count = 0;
    made.watch('dispatcher was called', () => count);
    const dispatcher = globalThis[Symbol.for('undici.globalDispatcher.1')];
    return dispatcher && { dispatch: (...args) => (count++, dispatcher.dispatch(...args)) };
  },
  foo: () => () => {},
  agent: () => null,
  verbose: () => true,
  traceparent: () => 'no header',
  timeout: () => 5,
};

const KINDS = {
  plain: (init, made) => seen(init, made),
  empty: (init) => init,
  frozen(init, made) {
    for (const value of made.freezable) Object.freeze(value);
    return Object.freeze(init);
  },
  'null-prototype': (init, made) => seen(Object.assign(Object.create(null), init), made),
  'class-fields': (init, made) => seen(Object.assign(new (class Init {})(), init), made),
  'class-getters': (init) =>
    // biome-ignore lint/complexity/noStaticOnlyClass: the getters belong on the prototype of a class
    new (class Init {
      static {
        // biome-ignore lint/complexity/noThisInStatic: Init is not bound yet
        for (const name of Object.keys(init)) Object.defineProperty(this.prototype, name, { get: () => init[name] });
      }
    })(),
  inherited: (init) => Object.create(init),
  proxy: (init) => new Proxy(init, {}),
  getters: (init) =>
    Object.defineProperties(
      {},
      Object.fromEntries(Object.keys(init).map((name) => [name, { enumerable: true, get: () => init[name] }])),
    ),
  request: (init, made, place, one) => new Request(urlOf(one, place), init),
  'non-enumerable': (init) =>
    Object.defineProperties({}, Object.fromEntries(Object.entries(init).map(([name, value]) => [name, { value }]))),
  'bare-inherited': (init) => Object.create(Object.assign(Object.create(null), init)),
  'proxy-answers': (init) => new Proxy({}, { get: (_, name) => init[name], has: (_, name) => name in init }),
  'private-getters': (init) => new (privateInit(init))(),
  'once-getters': (init, made) => {
    const reads = [];
    made.watch('members that were read', () => reads.join());
    const get = (name) => () => (reads.push(name), reads.indexOf(name) === reads.length - 1 ? init[name] : undefined);
    const properties = Object.keys(init).map((name) => [name, { enumerable: true, get: get(name) }]);
    return Object.defineProperties({}, Object.fromEntries(properties));
  },
  'nothing-known': () => ({ method: undefined, headers: undefined, signal: undefined, extra: 1 }),
  'symbol-key': (init, made) => seen({ ...init, [Symbol.for('own')]: 1 }, made),
};

/** A class that answers from a private member, which no other object has. */
function privateInit(init) {
  class Init {
    #init = init;
    static read(object, name) {
      return object.#init[name];
    }
  }
  for (const name of Object.keys(init)) {
    Object.defineProperty(Init.prototype, name, {
      get() {
        return Init.read(this, name);
      },
    });
  }
  return Init;
}

/** Notices when a member comes, goes or changes. */
function seen(init, made) {
  const before = Reflect.ownKeys(init).map((key) => [key, init[key]]);
  made.watch('init is as it was', () => {
    const keys = Reflect.ownKeys(init);
    return (
      keys.length === before.length &&
      before.every(([key, value], index) => keys[index] === key && Object.is(init[key], value))
    );
  });
  return init;
}

const BAD_INITS = {
  number: () => 5,
  string: () => 'init',
  true: () => true,
  symbol: () => Symbol('init'),
  function: () => Object.assign(() => {}, { method: 'POST' }),
  list: () => ['POST'],
  date: () => new Date(0),
  revoked() {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'throwing-getter': (made) => ({
    get method() {
      throw made.know(new RangeError('init getter'), 'error of the init');
    },
  }),
};
