// The log line of an error that nobody in the application has caught.

import { wallClock } from '../host/host.js';
import { errorFields, textOf } from '../host/json.js';
import { lines } from '../record/stats.js';
import { writeRecord } from './sink.js';

/** `output` says who writes it and where it goes, as outputOf gives it. */
export function writeError({ service, log, dialect }, context, error, more = {}) {
  lines.created++;
  const fields = { ...errorFields(error), ...more };
  const message = fields['exception.message'] ?? textOf(error);
  writeRecord(log, dialect, { time: wallClock(), level: 'error', message, service, context, kind: undefined, fields });
}
