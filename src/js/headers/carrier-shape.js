// What kind of thing a carrier is.

import { member } from '../host/member.js';

/** The first of these members that is a function. */
export function methodOf(carrier, names) {
  return names.map((name) => member(carrier, name)).find((value) => typeof value === 'function');
}

/** Whether a value can have members. */
export function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A Map knows no header names, so the case of its keys is ignored. Headers are recognised first: they are usual. */
export function isMap(carrier) {
  return typeof carrier.append !== 'function' && carrier instanceof Map;
}

export function isPromise(value) {
  return isObject(value) && typeof member(value, 'then') === 'function';
}

/** The error of an application that gave a promise of headers. */
export class NotAwaited extends TypeError {
  constructor(caller, promise) {
    super(`${caller}: this is a promise of headers; await it first`);
    try {
      // Nobody is going to wait for it any more, so its rejection would end the process.
      Promise.prototype.then.call(promise, undefined, () => {});
    } catch {
      // A thenable of the application's own may start to work when it is asked. It is left alone.
    }
  }
}
