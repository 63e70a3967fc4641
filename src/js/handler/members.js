// What a worker exports: a function, or an object or a class with a handler for each kind of event. What is traced
// stays one with what was given: other members run on the given object, and both have one state.

import { report } from '../host/host.js';
import { attempt } from '../host/json.js';
import { property } from '../host/member.js';

/** The members that are traced. */
const NAMES = ['fetch', 'scheduled', 'queue', 'email', 'alarm'];

const isFunction = (value) => typeof value === 'function';

/** The members of an object that are traced. */
export function handlersOf(object) {
  return NAMES.filter((name) => isFunction(attempt(() => object[name], undefined)));
}

/** Whether a function is a class, of which hosts make instances. One without `class` shows it by its methods. */
export function isClass(given) {
  const { value: prototype, writable } = Object.getOwnPropertyDescriptor(given, 'prototype') ?? {};
  // The prototype of a generator has no constructor.
  if (prototype == null || !Object.hasOwn(prototype, 'constructor')) return false;
  return !writable || Reflect.ownKeys(prototype).length > 1 || Object.getPrototypeOf(prototype) !== Object.prototype;
}

/** The function with `traced` called in its place, and with its handlers traced, if it has some as members. */
export function tracedFunction(given, traced, wrap) {
  const shown = showing(given, () => given, wrap);
  return new Proxy(given, {
    apply: (_, self, args) => Reflect.apply(traced, self, args),
    get(_, name, receiver) {
      const value = Reflect.get(given, name, receiver);
      // Deno gives no request to a function that takes none.
      return name === 'length' ? value || 1 : shown(name, value);
    },
  });
}

/**
 * The object with traced handlers; `wrap(name, handler)` gives one. It is a proxy of something empty: a proxy of an
 * object that is frozen, or of a module, could not show anything else in the place of its members.
 */
export function tracedObject(given, wrap) {
  const shown = showing(given, () => traced, wrap);
  /** @type {ProxyHandler<any>} */
  const traps = {
    get: (_, name) => shown(name, given[name]),
    set: (_, name, value) => Reflect.set(given, name, value),
    ownKeys: () => [...new Set([...Reflect.ownKeys(given), ...handlersOf(given)])],
    getOwnPropertyDescriptor(_, name) {
      if (handlersOf(given).includes(String(name)))
        return { value: traced[name], writable: true, enumerable: true, configurable: true };
      const own = Reflect.getOwnPropertyDescriptor(given, name);
      return own && { ...own, configurable: true };
    },
    preventExtensions: () => false,
  };
  for (const trap of ['has', 'deleteProperty', 'defineProperty', 'getPrototypeOf', 'setPrototypeOf'])
    traps[trap] = (_, ...args) => Reflect[trap](given, ...args);
  const traced = new Proxy({}, traps);
  return traced;
}

/** Gives `(name, value) => value`: what is shown in the place of a member, the same for the same member. */
function showing(given, traced, wrap) {
  const known = new Map();
  const isLiteral = [Object.prototype, null].includes(Object.getPrototypeOf(given));
  const inPlaceOf = (member, called) =>
    new Proxy(member, {
      apply: (_, self, args) => Reflect.apply(called, self === traced() ? given : self, args),
    });
  return (name, value) => {
    const isHandler = NAMES.includes(name);
    // Methods of a class may know private parts, which only the given object has.
    const isShown = isFunction(value) && (isHandler || !(isFunction(given) || isLiteral || name === 'constructor'));
    if (!isShown) return value;
    if (known.get(name)?.value !== value)
      known.set(name, { value, shown: inPlaceOf(value, isHandler ? wrap(name, value) : value) });
    return known.get(name).shown;
  };
}

/** The class with traced handlers, be they methods, accessors or fields of its instances. */
export function tracedClass(Given, wrap) {
  const known = new WeakMap();
  const shown = (name, value) => {
    if (!isFunction(value)) return value;
    if (!known.has(value)) known.set(value, wrap(name, value));
    return known.get(value);
  };
  const Traced = class extends Given {
    constructor(...args) {
      super(...args);
      for (const name of NAMES) showField(this, name, shown);
    }
  };
  Object.defineProperty(Traced, 'name', property({ value: Given.name, configurable: true }));
  for (const name of NAMES) {
    const { value, get, set } = descriptorOf(Given.prototype, name) ?? {};
    if (isFunction(value))
      Object.defineProperty(
        Traced.prototype,
        name,
        property({ value: shown(name, value), writable: true, configurable: true }),
      );
    else if (get) {
      const shownBy = /** @this {unknown} */ function () {
        return shown(name, Reflect.apply(get, this, []));
      };
      Object.defineProperty(Traced.prototype, name, property({ get: shownBy, set, configurable: true }));
    }
  }
  return Traced;
}

function showField(instance, name, shown) {
  const own = Object.getOwnPropertyDescriptor(instance, name);
  if (own === undefined || !isFunction(own.value)) return;
  if (!Reflect.defineProperty(instance, name, { ...own, value: shown(name, own.value) }))
    report(`${name} of a frozen instance is not traced`, new TypeError('it cannot be replaced'));
}

function descriptorOf(object, name) {
  for (let owner = object; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (own) return own;
  }
  return undefined;
}
