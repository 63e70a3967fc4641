// The logger that writes our lines.

import { isEnabled } from '../ambient/enabled.js';
import { contextOf, noContext, scope } from '../ambient/scope.js';
import { contextOrFunction } from '../context/context-option.js';
import { callOption, isAside, LINE, yesOrNo } from '../host/hook.js';
import { report, wallClock } from '../host/host.js';
import { errorFields, isError, textOf } from '../host/json.js';
import { checkOptions } from '../options/options.js';
import { fields, text } from '../options/rows.js';
import { fieldsOf, joinedFields } from './fields.js';
import { LEVELS } from '../record/schema.js';
import { lines } from '../record/stats.js';
import { dialect, level, log, logSampler } from './line-options.js';
import { writeRecord } from './sink.js';

export const loggerOptions = {
  service: text,
  level,
  fields,
  log,
  dialect,
  context: contextOrFunction,
  logSampler,
};

export function createLogger(options) {
  const settings = checkOptions('createLogger', options, loggerOptions);
  return loggerWith(settings, settings.fields === undefined ? [] : [fieldsOf(settings.fields)]);
}

/** A logger whose lines also have these fields; the first of a name counts. */
function loggerWith(settings, own) {
  /** @type {any} */
  const logger = { child: (fields) => loggerWith(settings, [fieldsOf(fields), ...own]) };
  const { service, context, log, dialect, logSampler, level: lowest } = settings;
  LEVELS.forEach((level, gravity) => {
    logger[level] = (message, fields) => {
      const around = scope();
      if (gravity < LEVELS.indexOf(lowest ?? around?.level)) return;
      const record = {
        time: wallClock(),
        level,
        message: textOf(message),
        service: service ?? around?.service,
        context: isEnabled() ? (around?.context ?? contextOf(context, LINE) ?? noContext()) : undefined,
        kind: undefined,
        fields: undefined,
      };
      lines.created++;
      // What writes a line may not write another one about it, and so on.
      if (isAside(LINE)) {
        lines.dropped.logThrew++;
        report('a log function logged', record.message);
        return;
      }
      const held = around?.held;
      if (level === 'error') held?.fail();
      const sampler = logSampler ?? held?.sampler;
      const isKept = level === 'error' || sampler === undefined || keeps(sampler, level, record.context);
      if (isKept || held) {
        record.fields = allFields(message, fields, own);
        writeRecord(log ?? around?.log, dialect ?? around?.dialect, record, isKept ? undefined : held);
      } else lines.dropped.unsampled++;
    };
  });
  return logger;
}

function keeps(sampler, level, context) {
  const what = 'a log sampler failed, so its line was written';
  return callOption(
    what,
    () => sampler.keeps(level, context),
    yesOrNo,
    () => true,
    LINE,
  );
}

/** All fields of a line: those of the call, of the logger, and of an error that is its message. */
function allFields(message, fields, own) {
  if (typeof message === 'string' && own.length === 0) return fields === undefined ? undefined : fieldsOf(fields);
  return joinedFields([fieldsOf(fields), ...own, ...(isError(message) ? [errorFields(message)] : [])]);
}
