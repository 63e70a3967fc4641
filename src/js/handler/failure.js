// The log line of an error that a handler threw.

import { outputOf } from '../ambient/scope.js';
import { writeError } from '../lines/error-line.js';

/** Writes it, after the lines of the request that were held back. */
export function writeFailure(settings, held, { context }, error) {
  held.fail();
  writeError(outputOf(settings), context, error);
}
