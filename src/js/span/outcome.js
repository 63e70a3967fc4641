// What the spans of a request and of a call have in common: the method, and how they ended.

import { KINDS, METHODS, STATUSES } from '../record/schema.js';
import { CANCELLED } from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';
import { errorType } from './error-type.js';
import { nameError } from './span.js';

/**
 * The name of a span: its method and, where it is known, the pattern of its path. Anybody can send any word as a method,
 * so an unknown one is no name.
 */
export function nameOf(method, pattern = undefined) {
  const name = methodAttribute(method, 'HTTP');
  return pattern === undefined ? name : `${name} ${pattern}`;
}

/** A method's attribute; the word itself where it is unknown is another one. */
export function methodAttribute(method, other = '_OTHER') {
  return METHODS.includes(method) ? method : other;
}

export function originalMethod(method) {
  return methodAttribute(method, '') ? undefined : method;
}

/** Adds what a response says about the operation. Returns the outcome. */
export function noteResponse(span, response) {
  const code = statusOf(response);
  if (code !== 0) span.setAttribute('http.response.status_code', code);
  const outcome = pageExports().status_of_response(KINDS.indexOf(span.kind), code);
  if (STATUSES[outcome] === 'error') nameError(span, String(code));
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
  const outcome = pageExports().status_of_error(KINDS.indexOf(span.kind), aborted, type === 'TimeoutError');
  if (outcome & CANCELLED) span.setAttribute('cancelled', true);
  else span.setAttribute('error.type', type);
  return outcome;
}

/** Adds what follows from a return without a response. Returns the outcome. */
export function noteReturn(span) {
  return pageExports().status_of_return(KINDS.indexOf(span.kind));
}
