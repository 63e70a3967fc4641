// What the spans of a request and of a call have in common: the method, the outcome, the application's hooks.

import { report } from '../host/host.js';
import { ready } from '../wasm/instance.js';
import { attempt } from '../host/json.js';
import { KINDS, METHODS, STATUSES } from '../record/schema.js';

/** Bit of what the status functions return: the caller no longer wanted the operation. */
const CANCELLED = 4;

/** The name of a span. Anybody can send any word as a method, so an unknown one is no name. */
export function nameOf(method) {
  return METHODS.includes(method) ? method : 'HTTP';
}

/** A method's attribute; the word itself where it is unknown is another one. */
export function methodAttribute(method) {
  return METHODS.includes(method) ? method : '_OTHER';
}

export function originalMethod(method) {
  return METHODS.includes(method) ? undefined : method;
}

/** Adds what a response says about the operation. Returns the outcome. */
export function noteResponse(span, response) {
  const code = statusOf(response);
  if (code !== 0) span.setAttribute('http.response.status_code', code);
  const outcome = ready().status_of_response(KINDS.indexOf(span.kind), code);
  if (STATUSES[outcome] === 'error') span.setAttribute('error.type', String(code));
  return outcome;
}

function statusOf(response) {
  try {
    return Number(response.status) || 0;
  } catch {
    return 0;
  }
}

/** Adds what an error says about the operation. Returns the outcome. */
export function noteError(span, error, aborted = false) {
  const type = errorType(error);
  const outcome = ready().status_of_error(KINDS.indexOf(span.kind), aborted, type === 'TimeoutError');
  if (outcome & CANCELLED) span.setAttribute('cancelled', true);
  else span.setAttribute('error.type', type);
  return outcome;
}

/** The name of an error; of what is thrown without being one, its type. */
export function errorType(error) {
  const name = attempt(() => error?.name);
  return typeof name === 'string' && name !== '' ? name : typeof error;
}

/**
 * Calls what the application gave for this option, if anything, and returns what that gives. What it throws, or rejects with, is
 * told once and changes nothing.
 */
export function hook(option, call, ...args) {
  if (call === undefined) return undefined;
  const failed = (error) => report(`the function in option ${option} threw`, error);
  try {
    const result = call(...args);
    if (typeof result?.then === 'function') result.then(undefined, failed);
    return result;
  } catch (error) {
    return failed(error);
  }
}
