// The second argument of fetch, read as fetch reads it: each member by its name and once, in the order of this host.
// What was read is sent in its place, so that a getter or an iterator of the caller's is asked as often as without us.

import { attempt } from '../host/json.js';
import { property } from '../host/member.js';

/** The member that is ours, and goes no further. */
export const OVERRIDE = 'tracehop';

/** Members that decide something here, whether or not the host reads them, and what they are read as. */
const READ_AS = { __proto__: null, headers: fieldsOf, method: text, mode: text, redirect: text };

let names;

let asRead = (init) => init;

/** Takes what gives the init that the host reads, where that is another one. */
export function provideInit(copy) {
  asRead = copy;
}

/** The names of the members that this host reads, in its order, which it shows when it reads from a proxy. */
function members() {
  if (names === undefined) {
    names = new Set();
    const get = (_, name) => void names.add(name);
    attempt(() => new Request('http://a', new Proxy({}, { get })), undefined);
    for (const name of Object.keys(READ_AS)) names.add(name);
  }
  return names;
}

/**
 * An init that is ours and says the same. Where a member throws, it throws the same. `isAsked`: nothing is sent, so
 * headers that can be read only once are left to the call.
 *
 * @returns {any}
 */
export function readInit(init, isAsked = false) {
  // For fetch to refuse, or nothing to read.
  if (!isObject(init)) return init;
  const prototype = attempt(() => Object.getPrototypeOf(init), undefined);
  const read = prototype === null ? { __proto__: null } : {};
  let from = init;
  let name = 'method';
  try {
    const known = members();
    from = asRead(init);
    for (name of known) {
      const value = from[name];
      if (value === undefined || (isAsked && name === 'headers' && typeof value?.next === 'function')) continue;
      read[name] = READ_AS[name]?.(value) ?? value;
    }
  } catch (error) {
    const get = () => {
      throw error;
    };
    return Object.defineProperty(read, name, { get, enumerable: true });
  }
  const isRead = (key) => key === OVERRIDE || names.has(key);
  // What others than the host may look at, such as `next` or `cf`.
  copyOthers(from, read, isRead);
  if (prototype === null || prototype === Object.prototype) return read;
  return new Proxy(read, {
    get: (_, key) => (isRead(key) ? read[key] : init[key]),
  });
}

/** Whether fetch finds nothing in an init that was read. */
export function isEmpty(init) {
  return init == null || ![...members()].some((name) => init[name] !== undefined);
}

/** Headers that are ours and say the same: a record stays one, and pairs become a list of pairs. */
export function fieldsOf(headers) {
  if (!isObject(headers)) return headers;
  const iterate = headers[Symbol.iterator];
  if (iterate == null) {
    const record = { ...headers };
    for (const name of Object.keys(record)) record[name] = text(record[name]);
    // Node reads these too.
    copyOthers(headers, record, (name) => Object.hasOwn(record, name));
    return record;
  }
  // Those of this host, which fetch reads without asking them. What cannot be called, not every host refuses.
  if (iterate === globalThis.Headers?.prototype[Symbol.iterator] || typeof iterate !== 'function') return headers;
  const pairs = { [Symbol.iterator]: () => Reflect.apply(iterate, headers, []) };
  return Array.from(pairs, (pair) => (isObject(pair) && pair[Symbol.iterator] ? Array.from(pair, text) : pair));
}

/** Copies the properties that nobody has read, without reading them. */
function copyOthers(from, to, isRead) {
  for (const key of attempt(() => Reflect.ownKeys(from), [])) {
    const own = isRead(key) ? undefined : attempt(() => Object.getOwnPropertyDescriptor(from, key), undefined);
    if (own) Object.defineProperty(to, key, property(own));
  }
}

/** A value that fetch makes text of, as text; but a symbol, which it refuses. */
function text(value) {
  return isObject(value) ? `${value}` : value;
}

export function isObject(value) {
  return Object(value) === value;
}
