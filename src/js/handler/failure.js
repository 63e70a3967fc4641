// The line of an error that a handler threw.

import { wallClock } from '../host/host.js';
import { errorFields, textOf } from '../host/json.js';
import { writeLine } from '../lines/line.js';
import { outputOf } from '../ambient/scope.js';
import { lines } from '../record/stats.js';

/** Writes it, behind the lines of the request that were held back. */
export function writeFailure(settings, held, { context }, error) {
  held.fail();
  lines.created++;
  const { service, log, dialect } = outputOf(settings);
  const fields = errorFields(error);
  const message = fields['exception.message'] ?? textOf(error);
  const record = {
    time: wallClock(),
    level: 'error',
    message,
    service,
    context,
    parentId: undefined,
    timing: undefined,
  };
  writeLine(log, dialect, record, [fields]);
}
