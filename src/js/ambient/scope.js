// What is ambient: the context, its span, and what lines inherit: service, log, dialect and level.

import { TraceContext } from '../context/context.js';
import { findAsyncLocalStorage, report } from '../host/host.js';
import { leaveCall } from '../host/shared.js';
import { defaults } from '../options/defaults.js';
import { pageExports } from '../wasm/instance.js';

/** An AsyncLocalStorage; null where the host has none; undefined until somebody needed it. */
let storage;
/** The scope on a host without it: it lasts until the function returns, so that two requests never share it. */
let current;

/**
 * Another tracer. `find()` gives the operation in which it is at this moment, `{context, parentId, isServer}`; undefined
 * where it is in none, null where there is no such tracer. `sends()` says whether it sends the headers of fetch itself.
 * `enter(context, fn)` runs `fn` where spans of that tracer are children of our context.
 *
 * @typedef {{ find(): any, sends?(): boolean, enter?(context: any, fn: () => any): any }} OtherTracer
 */

/** @type {OtherTracer | undefined} */
let tracer;

/**
 * Adopts spans of another tracer: the runtime's, or an SDK's. Entries for browsers do so only where they are asked to.
 *
 * @param {OtherTracer} other
 */
export function provideOther(other) {
  const before = tracer;
  tracer = other;
  return before;
}

/** Whether a call of fetch gets its headers from somebody else. */
export function isSentByOther() {
  return tracer?.sends?.() === true;
}

/** Runs `fn` where spans of the other tracer, if there is one, are children of this context. */
export function insideOther(context, fn) {
  return context && tracer?.enter ? tracer.enter(context, fn) : fn();
}

/** Explains that a context is gone, where it does not last; undefined where it does. */
let explainLoss;

/** Whether a context stays ambient through every await. */
export function isAmbientToTheEnd() {
  prepare();
  return storage !== null;
}

/** Called by handlers on a host without AsyncLocalStorage. */
export function provideLostContext(explain) {
  explainLoss = explain;
}

/** A context was needed, and there is none. */
export function noContext() {
  explainLoss?.();
}

/** The scope we are in: `{context, span, service, log, dialect, level, held, other, action}`, or undefined. */
export function scope() {
  const ours = (storage ? storage.getStore() : current) ?? defaults;
  // Where there was no other tracer when our scope began, it is not asked for at every line.
  if (tracer === undefined || ours?.other === null) return ours;
  const other = tracer.find();
  // Where both have a context, the inner one counts.
  const wasActive = other?.context.spanId === ours?.other?.context.spanId;
  const isInner = other && pageExports().is_theirs_inner(true, wasActive) !== 0;
  return isInner ? { ...ours, context: other.context, span: undefined, other } : ours;
}

/**
 * What lines say and where they go, by these options, or else by the scope around.
 *
 * @param {{ service?: any, log?: any, dialect?: any, level?: any }} options
 */
export function outputOf({ service, log, dialect, level }) {
  const around = scope();
  return {
    service: service ?? around?.service,
    log: log ?? around?.log,
    dialect: dialect ?? around?.dialect,
    level: level ?? around?.level,
  };
}

/**
 * A scope below the one that we are in. Options that are not given are those of the scope around it; `held` holds back
 * lines of a request.
 */
export function scopeWith(context, span, options, held) {
  return { context, span, held, other: tracer?.find(), action: scope()?.action, ...outputOf(options) };
}

/** Runs `fn` in a scope below the one that we are in. */
export function within(context, span, options, fn, held = scope()?.held) {
  return enter(scopeWith(context, span, options, held), fn);
}

/** Runs `fn` in a scope. */
export function enter(inner, fn) {
  prepare();
  leaveCall();
  return insideOther(inner.context, () => {
    const other = tracer?.find();
    return run(other === inner.other ? inner : { ...inner, other }, fn);
  });
}

function run(inner, fn) {
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
