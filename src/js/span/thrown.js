// What code throws in the place of an answer. Frameworks catch it further out, so it is no failure.

import { attempt } from '../host/json.js';
import { noteError, noteResponse } from './outcome.js';

/** How Next.js begins the `digest` of what it throws: redirects, not found, and bail-outs of rendering. */
const CONTROL_FLOW = /^(NEXT_|BAILOUT_TO_|DYNAMIC_SERVER_USAGE|HANGING_PROMISE_REJECTION)/;

/** The answer that a thrown value is: a Response, or an object that says nothing of it. Undefined for an error. */
export function answerIn(thrown) {
  return attempt(() => {
    if (Object.prototype.toString.call(thrown) === '[object Response]' || thrown instanceof Response) return thrown;
    return typeof thrown.digest === 'string' && CONTROL_FLOW.test(thrown.digest) ? {} : undefined;
  }, undefined);
}

/** Adds what a thrown value says about the operation. Returns the outcome. */
export function noteThrown(span, thrown, aborted = false) {
  const answer = answerIn(thrown);
  return answer ? noteResponse(span, answer) : noteError(span, thrown, aborted);
}
