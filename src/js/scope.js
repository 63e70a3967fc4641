// What is ambient: the context, its span, and the service and log that lines inherit.

import { TraceContext } from './context.js';
import { findAsyncLocalStorage, report } from './host.js';
import { leaveCall } from './shared.js';

/** An AsyncLocalStorage; null where the host has none; undefined until somebody needed it. */
let storage;
/** The scope on a host without it: it lasts until the function returns, so that two requests never share it. */
let current;

/** The scope we are in: `{context, span, service, log}`, or undefined. */
export function scope() {
  return storage ? storage.getStore() : current;
}

/** Runs `fn` in a scope. What is left open is taken from the scope around it. */
export function within({ context, span, service = scope()?.service, log = scope()?.log }, fn) {
  prepare();
  leaveCall();
  const inner = { context, span, service, log };
  if (storage) return storage.run(inner, fn);
  const before = current;
  current = inner;
  try {
    return fn();
  } finally {
    current = before;
  }
}

/** The context that an option gives, directly or when called; undefined where it gives anything else. */
export function contextOf(option) {
  if (typeof option !== 'function') return option;
  try {
    const context = option();
    return context instanceof TraceContext ? context : undefined;
  } catch (error) {
    report('the function in option context threw', error);
    return undefined;
  }
}

/** Finds AsyncLocalStorage. Returns a promise to wait for where the host is still importing it. */
export function prepare() {
  if (storage !== undefined) return undefined;
  try {
    const AsyncLocalStorage = findAsyncLocalStorage();
    if (typeof AsyncLocalStorage?.then === 'function') return AsyncLocalStorage;
    storage = AsyncLocalStorage ? new AsyncLocalStorage() : null;
  } catch (error) {
    storage = null;
    report('AsyncLocalStorage could not be used', error);
  }
  return undefined;
}
