// The functions that an application gives as options. Whatever they throw or reject with is reported once, and changes
// nothing.

import { report } from './host.js';
import { stored } from './shared.js';

/**
 * What may not happen while such a function runs: with HOOK, tracing; with LINE, tracing and lines of loggers; with
 * CONSOLE the same, until it returns.
 */
export const HOOK = 1;
export const LINE = 2;
export const CONSOLE = 3;

let running = 0;
/** Runs a function, and knows what it calls after an await, too. */
let lasting = (kind, call) => call();

/** Called by storage.js when it is loaded. */
export function provideLasting(runs) {
  lasting = runs;
}

/**
 * Runs a function of the application. What it calls meanwhile is not traced, or a sink that posts its lines by the
 * traced fetch would call itself for ever.
 */
function aside(kind, call) {
  const before = running;
  running = Math.max(before, kind);
  try {
    return lasting(kind, call);
  } finally {
    running = before;
  }
}

/** Whether a function of the application runs. */
export function isAside(kind = HOOK) {
  return running >= kind || stored()?.aside >= kind;
}

/**
 * What a function of the application gives, as `read` takes it; where either throws, what `otherwise` gives. Nobody
 * waits for a promise, but one that rejects is a failure, too.
 *
 * @param {string} what is reported of a failure
 * @param {() => any} call
 * @param {(answer: any) => any} [read]
 * @param {() => any} [otherwise]
 */
export function callOption(what, call, read = (answer) => answer, otherwise = () => undefined, kind = HOOK) {
  const failed = (error) => {
    report(what, error);
    return otherwise();
  };
  try {
    const answer = aside(kind, call);
    if (typeof answer?.then === 'function') Promise.resolve(answer).catch(failed);
    return read(answer);
  } catch (error) {
    return failed(error);
  }
}

/** Calls what the application gave for this option, if anything, and returns what that gives. */
export function hook(option, call, ...args) {
  return call && callOption(`the function in option ${option} threw`, () => call(...args));
}

/** For `callOption`: true or false, by what most functions give for it. An object is neither, nor is a promise. */
export function yesOrNo(answer) {
  if (typeof answer === 'object') throw new TypeError('the function has to return true or false');
  return Boolean(answer);
}
