// The log line of an error that a handler threw.

import { outputOf } from '../ambient/scope.js';
import { wallClock } from '../host/host.js';
import { errorFields, textOf } from '../host/json.js';
import { writeRecord } from '../lines/sink.js';
import { lines } from '../record/stats.js';

/** Writes it, after the lines of the request that were held back. */
export function writeFailure(settings, held, { context }, error) {
  held.fail();
  lines.created++;
  const { service, log, dialect } = outputOf(settings);
  const fields = errorFields(error);
  const message = fields['exception.message'] ?? textOf(error);
  writeRecord(log, dialect, { time: wallClock(), level: 'error', message, service, context, kind: undefined, fields });
}
