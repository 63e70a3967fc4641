// What is ambient: the context, its span, and what lines inherit: service, log, dialect and level.

import { asContext } from '../context/context.js';
import { callOption, HOOK } from '../host/hook.js';
import { stored } from '../host/shared.js';
import { defaults } from '../options/defaults.js';
import { pageExports } from '../wasm/instance.js';

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

/** The operation in which the other tracer is, for a scope that begins. */
export function findOther() {
  return tracer?.find();
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
  const store = stored();
  // A function of the application that runs outside of all scopes has one that says nothing.
  let ours = (store?.isOutside ? undefined : store) ?? defaults;
  const context = asContext(ours?.context);
  // Another copy of the package has its own contexts.
  if (context !== ours?.context) ours = { ...ours, context };
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

/** The context that an option gives, directly or when called; undefined where it gives anything else. */
export function contextOf(option, kind = HOOK) {
  if (typeof option !== 'function') return asContext(option);
  return callOption('the function in option context threw', option, asContext, undefined, kind);
}
