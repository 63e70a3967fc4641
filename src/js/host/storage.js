// What lasts through a call, and through every await in it where the host has AsyncLocalStorage. A page that opens no
// scope loads none of it.

import { CONSOLE, provideLasting } from './hook.js';
import { findAsyncLocalStorage, report } from './host.js';
import { share, shared, stored } from './shared.js';

/** Without AsyncLocalStorage it lasts until the function returns, so that two requests never share it. */
class SynchronousStorage {
  isSynchronous = true;
  #store;

  getStore() {
    return this.#store;
  }

  run(store, fn) {
    const before = this.#store;
    this.#store = store;
    try {
      return fn();
    } finally {
      this.#store = before;
    }
  }
}

const synchronous = new SynchronousStorage();
let isFound = false;

/**
 * Finds AsyncLocalStorage, which all copies of the package share. Returns a promise to wait for where the host is still
 * importing it.
 */
export function prepare() {
  if (isFound) return undefined;
  let AsyncLocalStorage;
  try {
    AsyncLocalStorage = findAsyncLocalStorage();
  } catch (error) {
    report('AsyncLocalStorage could not be used', error);
  }
  const isComing = typeof AsyncLocalStorage?.then === 'function';
  const { storage } = shared();
  if (storage === undefined || storage === synchronous)
    share('storage', AsyncLocalStorage && !isComing ? new AsyncLocalStorage() : synchronous);
  isFound = !isComing;
  return isComing ? AsyncLocalStorage : undefined;
}

/** Whether what is stored lasts through every await. */
export function isLasting() {
  prepare();
  return !shared().storage.isSynchronous;
}

/** Runs `fn` with this stored. */
export function storing(store, fn) {
  prepare();
  return shared().storage.run(store, fn);
}

const none = undefined;
/** What is stored where nothing is. Said, so that a polluted prototype adds nothing. */
const NOTHING = { context: none, span: none, held: none, other: none, action: none, aside: 0, isOutside: true };

provideLasting((kind, call) => {
  const store = stored() ?? NOTHING;
  // A program that only logs to the console has no use for AsyncLocalStorage, which slows older versions of Node down.
  return kind === CONSOLE || store.aside >= kind ? call() : storing({ ...store, aside: kind }, call);
});
