// Loggers: one that writes our lines, and one that adds our ids to the lines of another.

import { isEnabled } from '../ambient/enabled.js';
import { report, wallClock } from '../host/host.js';
import { errorFields, isError, textOf } from '../host/json.js';
import { fieldsOf, writeLine } from './line.js';
import { checkOptions, describe, loggerOptions } from '../options/options.js';
import { LEVELS } from '../record/schema.js';
import { contextOf, scope } from '../ambient/scope.js';
import { lines } from '../record/stats.js';

export function createLogger(options) {
  const settings = checkOptions('createLogger', options, loggerOptions);
  return loggerWith(settings, settings.fields === undefined ? [] : [settings.fields]);
}

function loggerWith(settings, fieldLists) {
  const logger = { child: (fields) => loggerWith(settings, [fieldsOf(fields), ...fieldLists]) };
  const { service, context, log, dialect, logSampler, level: lowest = LEVELS[0] } = settings;
  const least = LEVELS.indexOf(lowest);
  LEVELS.forEach((level, gravity) => {
    logger[level] = gravity < least ? () => {} : write;

    function write(message, fields) {
      const around = scope();
      const record = {
        time: wallClock(),
        level,
        message: textOf(message),
        service: service ?? around?.service,
        context: isEnabled() ? (around?.context ?? contextOf(context)) : undefined,
        parentId: undefined,
        timing: undefined,
      };
      lines.created++;
      const held = around?.held;
      if (level === 'error') held?.fail();
      const sampler = logSampler ?? held?.sampler;
      const isKept = level === 'error' || sampler === undefined || keeps(sampler, level, record.context);
      if (isKept || held) {
        const lists = listsOf(message, fields, fieldLists);
        writeLine(log ?? around?.log, dialect ?? around?.dialect, record, lists, isKept ? undefined : held);
      } else lines.dropped.unsampled++;
    }
  });
  return logger;
}

function keeps(sampler, level, context) {
  try {
    return sampler.keeps(level, context);
  } catch (error) {
    report('a log sampler failed, so its line was written', error);
    return true;
  }
}

/** All fields of a line: those of the call, of the logger, and of an error that is its message. */
function listsOf(message, fields, lists) {
  if (typeof message === 'string' && lists.length === 0) return fields === undefined ? lists : [fieldsOf(fields)];
  return [fieldsOf(fields), ...lists, ...(isError(message) ? [errorFields(message)] : [])];
}

/** Methods that write a line, in the loggers that people have. */
const WRITERS = new Set([
  'trace',
  'debug',
  'verbose',
  'info',
  'log',
  'notice',
  'warn',
  'warning',
  'error',
  'fatal',
  'critical',
]);

export function createContextualLogger(base) {
  if (base === null || (typeof base !== 'object' && typeof base !== 'function')) {
    throw new TypeError(
      `createContextualLogger: base must be a logger, an object with methods such as info, got ${describe(base)}`,
    );
  }
  // Around an empty object: a proxy of a frozen logger could not give other methods than the logger's.
  return new Proxy(Object.create(base), {
    get(_, name) {
      const value = base[name];
      if (typeof value !== 'function') return value;
      if (WRITERS.has(name)) return (...args) => writeWithIds(base, name, args);
      if (name === 'child') return (...args) => createContextualLogger(base.child(...args));
      return value.bind(base);
    },
    set: (_, name, value) => Reflect.set(base, name, value),
  });
}

/** For each base logger, its child for each context: made once, gone with the context. */
const children = new WeakMap();

function writeWithIds(base, method, args) {
  const context = isEnabled() ? scope()?.context : undefined;
  if (context === undefined) return base[method](...args);
  const ids = { trace_id: context.traceId, span_id: context.spanId };
  const child = typeof base.child === 'function' ? childOf(base, context, ids) : undefined;
  return child ? child[method](...args) : base[method](...args, ids);
}

function childOf(base, context, ids) {
  if (!children.has(base)) children.set(base, new WeakMap());
  const ofContext = children.get(base);
  if (!ofContext.has(context)) {
    try {
      ofContext.set(context, base.child(ids));
    } catch (error) {
      report('the child() of a logger threw', error);
      ofContext.set(context, undefined);
    }
  }
  return ofContext.get(context);
}
