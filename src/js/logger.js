// Loggers: one that writes our lines, and one that adds our ids to the lines of another.

import { wallClock } from './host.js';
import { attempt, errorFields, isError, json } from './json.js';
import { fieldsOf, idsOf, timestamp, writeLine } from './line.js';
import { checkOptions, loggerOptions } from './options.js';
import { LEVELS } from './schema.js';
import { contextOf, scope } from './scope.js';

export function createLogger(options) {
  const settings = checkOptions('createLogger', options, loggerOptions);
  return loggerWith(settings, [fieldsOf(settings.fields)]);
}

function loggerWith(settings, lists) {
  const logger = { child: (fields) => loggerWith(settings, [fieldsOf(fields), ...lists]) };
  const least = LEVELS.indexOf(settings.level ?? LEVELS[0]);
  LEVELS.forEach((level, gravity) => {
    logger[level] = gravity < least ? () => {} : (message, fields) => log(settings, level, message, [fieldsOf(fields), ...lists]);
  });
  return logger;
}

function log(settings, level, message, lists) {
  const record = {
    __proto__: null,
    timestamp: timestamp(wallClock()),
    level,
    message: textOf(message),
    service: settings.service ?? scope()?.service,
    ...idsOf(scope()?.context ?? contextOf(settings.context)),
  };
  writeLine(settings.log, record, ...lists, ...(isError(message) ? [errorFields(message)] : []));
}

function textOf(message) {
  if (typeof message === 'string') return message;
  if (isError(message)) return errorFields(message)['exception.message'] ?? 'Error';
  return attempt(() => (typeof message === 'object' && message !== null ? json(message) : String(message))) ?? '';
}

/** Methods that write a line, in the loggers that people have. */
const WRITERS = new Set(['trace', 'debug', 'verbose', 'info', 'log', 'notice', 'warn', 'warning', 'error', 'fatal', 'critical']);

export function createContextualLogger(base) {
  if (base === null || (typeof base !== 'object' && typeof base !== 'function')) {
    throw new TypeError(`createContextualLogger: base must be a logger, an object with methods such as info, got ${base === null ? 'null' : typeof base}`);
  }
  return new Proxy(base, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      if (WRITERS.has(name)) return (...args) => writeWithIds(target, name, args);
      if (name === 'child') return (...args) => createContextualLogger(target.child(...args));
      return value;
    },
  });
}

/** For each base logger, its child for each context: made once, gone with the context. */
const children = new WeakMap();

function writeWithIds(base, method, args) {
  const context = scope()?.context;
  if (context === undefined) return base[method](...args);
  const ids = { trace_id: context.traceId, span_id: context.spanId };
  if (typeof base.child !== 'function') return base[method](...args, ids);
  if (!children.has(base)) children.set(base, new WeakMap());
  const ofContext = children.get(base);
  if (!ofContext.has(context)) ofContext.set(context, base.child(ids));
  return ofContext.get(context)[method](...args);
}
