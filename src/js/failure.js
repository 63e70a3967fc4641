// The line of an error that a handler threw.

import { wallClock } from './host.js';
import { errorFields, textOf } from './json.js';
import { writeLine } from './line.js';

export function writeFailure({ service, log }, { context }, error) {
  const fields = errorFields(error);
  const message = fields['exception.message'] ?? textOf(error);
  const record = { time: wallClock(), level: 'error', message, service, context, parentId: undefined, timing: undefined };
  writeLine(log, record, [fields]);
}
