// An error that a handler threw: its log line, and what it says about the span.

import { outputOf } from '../ambient/scope.js';
import { writeError } from '../lines/error-line.js';
import { STATUSES } from '../record/schema.js';
import { noteError, noteResponse } from '../span/outcome.js';

/** Writes it, after the lines of the request that were held back. */
export function writeFailure(settings, held, { context }, error) {
  held.fail();
  writeError(outputOf(settings), context, error);
}

/**
 * Adds what an error, and the response that answers it, say about the operation. Returns the outcome. An error that is
 * answered with a 404 is no failure of the server.
 */
export function noteFailure(span, error, response) {
  const outcome = noteResponse(span, response);
  return STATUSES[outcome] === 'error' ? noteError(span, error) : outcome;
}
