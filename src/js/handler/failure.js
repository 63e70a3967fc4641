// The line of an error that a handler threw.

import { wallClock } from './host.js';
import { errorFields, textOf } from './json.js';
import { writeLine } from './line.js';
import { outputOf } from './scope.js';
import { lines } from './stats.js';

/** Writes it, behind the lines of the request that were held back. */
export function writeFailure(settings, held, { context }, error) {
  held.fail();
  lines.created++;
  const { service, log, dialect } = outputOf(settings);
  const fields = errorFields(error);
  const message = fields['exception.message'] ?? textOf(error);
  const record = { time: wallClock(), level: 'error', message, service, context, parentId: undefined, timing: undefined };
  writeLine(log, dialect, record, [fields]);
}
