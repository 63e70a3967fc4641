// Promises with methods of their own, lazy queries and other thenables: the application gets the very value, and a
// query starts when the application asks for its result.

import { provideWatch } from './follow.js';
import { attempt } from './json.js';
import { define } from './member.js';

const { then: native } = Promise.prototype;

/**
 * The constructor of a promise whose own `then` has to be called by `await`, too.
 *
 * @extends {Promise<any>}
 */
class Watched extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }
}

provideWatch((value, succeed, fail) => {
  const then = attempt(() => !isPlain(value) && value?.then, undefined);
  if (typeof then !== 'function') return false;
  if (attempt(() => (then === native ? watchPromise : watchLazy)(value, then, succeed, fail), false)) return true;
  // Nobody will see it settle.
  succeed(value);
  return true;
});

/** Whether a value is a promise and nothing more, so that nobody sees whether it is the same one. */
function isPlain(value) {
  return (
    value instanceof Promise &&
    Object.getPrototypeOf(value) === Promise.prototype &&
    Object.getOwnPropertyNames(value).length === 0
  );
}

/** A promise that has started is followed on the side, where a rejection counts as handled once its own is. */
function watchPromise(promise, native, succeed, fail) {
  const side = Reflect.apply(native, promise, [
    succeed,
    (error) => {
      fail(error);
      throw error;
    },
  ]);
  const handle = () => void side.catch(() => {});
  const then = /** @this {unknown} */ function (...handlers) {
    handle();
    return Reflect.apply(native, this, handlers);
  };
  if (!define(promise, 'then', then)) handle();
  else if (promise.constructor === Promise) define(promise, 'constructor', Watched);
  return true;
}

/** Others may start when their `then` is called, so only the application calls it. */
function watchLazy(thenable, then, succeed, fail) {
  let isOpen = true;
  const note = (how, value) => {
    if (isOpen) how(value);
    isOpen = false;
  };
  return define(
    thenable,
    'then',
    /** @this {unknown} */ function (fulfilled, rejected, ...others) {
      const resolve = (value) => {
        note(succeed, value);
        return typeof fulfilled === 'function' ? fulfilled(value) : value;
      };
      const reject = (error) => {
        note(fail, error);
        if (typeof rejected === 'function') return rejected(error);
        throw error;
      };
      const handlers = this === thenable ? [resolve, reject] : [fulfilled, rejected];
      return Reflect.apply(then, this, [...handlers, ...others]);
    },
  );
}
