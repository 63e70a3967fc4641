// A logger of the application's own, whose lines get our ids.

import { isEnabled } from '../ambient/enabled.js';
import { scope } from '../ambient/scope.js';
import { latestLine, report } from '../host/host.js';
import { attempt, isError } from '../host/json.js';
import { member } from '../host/member.js';
import { describe } from '../options/options.js';

/**
 * Methods that write a line, in the loggers that people have.
 *
 * @type {Set<string | symbol>}
 */
const WRITERS = new Set([
  'trace',
  'silly',
  'debug',
  'verbose',
  'http',
  'info',
  'log',
  'success',
  'notice',
  'warn',
  'warning',
  'error',
  'fatal',
  'crit',
  'critical',
  'alert',
  'emerg',
]);

/**
 * Methods that make another logger.
 *
 * @type {Set<string | symbol>}
 */
const MAKERS = new Set(['child', 'extend', 'getChild', 'getSubLogger', 'with', 'withTag']);

export function createContextualLogger(base) {
  if (!isObject(base)) {
    throw new TypeError(
      `createContextualLogger: base must be a logger, an object with methods such as info, got ${describe(base)}`,
    );
  }
  // Around an empty object: a proxy of a frozen logger could not give other methods than the logger's.
  const empty = typeof base === 'function' ? Object.setPrototypeOf(() => {}, base) : Object.create(base);
  return new Proxy(empty, {
    apply: (_, self, args) => writeWithIds(base, (given) => Reflect.apply(base, self, given), args),
    get(_, name) {
      const value = base[name];
      if (typeof value !== 'function') return value;
      if (WRITERS.has(name)) return (...args) => writeWithIds(base, name, args);
      return new Proxy(value, {
        apply(_, __, args) {
          // It may change what the children have.
          children.delete(base);
          const result = Reflect.apply(value, base, args);
          return MAKERS.has(name) && isObject(result) ? createContextualLogger(result) : result;
        },
      });
    },
    set(_, name, value) {
      children.delete(base);
      return Reflect.set(base, name, value);
    },
  });
}

function can(base, name) {
  return typeof member(base, name) === 'function';
}

function isObject(value) {
  return Object(value) === value;
}

/** For each base logger, its child for each context: made once, gone with the context. */
const children = new WeakMap();

/** `method`: its name, or what calls a logger that is a function. */
function writeWithIds(base, method, args) {
  const write = typeof method === 'function' ? method : (given) => base[method](...given);
  const context = isEnabled() ? scope()?.context : undefined;
  // A line of ours, where the console itself is this logger.
  const isOurs = args.length === 1 && args[0] === latestLine && latestLine !== undefined;
  if (context === undefined || isOurs) return write(args);
  const ids = { trace_id: context.traceId, span_id: context.spanId };
  const maker = typeof method === 'function' ? undefined : makerOf(base);
  const own = args.map((arg) => (maker === 'with' ? lazily(arg) : withoutIds(arg)));
  const child = maker && childOf(base, maker, context, ids);
  if (child) return child[method](...own);
  return write(isFormatter(base, method) ? behind(own, ids) : among(own, ids));
}

/** The method by which a logger makes one with other fields: `child` of pino, winston and bunyan, `with` of LogTape. */
function makerOf(base) {
  if (can(base, 'child')) return 'child';
  return can(base, 'with') && can(base, 'getChild') ? 'with' : undefined;
}

function childOf(base, maker, context, ids) {
  // Those of pino can change at any time.
  if (can(base, 'setBindings')) children.delete(base);
  if (!children.has(base)) children.set(base, new WeakMap());
  const ofContext = children.get(base);
  if (!ofContext.has(context)) {
    try {
      ofContext.set(context, base[maker](ids));
    } catch (error) {
      report(`the ${maker}() of a logger threw`, error);
      ofContext.set(context, undefined);
    }
  }
  return ofContext.get(context);
}

/** The same for an argument of LogTape, which calls functions for what costs much. */
function lazily(value) {
  if (typeof value !== 'function') return withoutIds(value);
  return (...args) => {
    const given = value(...args);
    return given instanceof Promise ? given.then(withoutIds) : withoutIds(given);
  };
}

/** An argument whose fields do not have the names of our ids: such a field gets a `_` before its name. */
function withoutIds(value) {
  if (!isObject(value) || isError(value)) return value;
  return attempt(() => {
    const taken = ['trace_id', 'span_id'].filter((name) => Object.hasOwn(value, name));
    if (taken.length === 0 || Array.isArray(value)) return value;
    const copy = { ...value };
    for (const name of taken) {
      delete copy[name];
      let free = `_${name}`;
      while (Object.hasOwn(copy, free)) free = `_${free}`;
      copy[free] = value[name];
    }
    return copy;
  }, value);
}

/** Whether a logger is a console, or like one: it fills its arguments into the message. */
function isFormatter(base, method) {
  if (typeof base === 'function' || can(base, 'table')) return true;
  return base[method] === globalThis.console?.[method];
}

/**
 * The arguments of a console with the ids after them: the message gets no more than the caller gave.
 * [Console Standard, Formatter](https://console.spec.whatwg.org/#formatter)
 */
function behind(args, ids) {
  const [message, ...values] = args;
  if (typeof message !== 'string' || !message.includes('%')) return [...args, ids];
  if (values.length === 0) return ['%s', message, ids];
  let left = values.length;
  const format = message.replace(/%[%sdifjoOc]/g, (directive) =>
    directive === '%%' || left-- > 0 ? directive : `%${directive}`,
  );
  return [format, ...values, ids];
}

/** The arguments of any other logger with the ids among its fields, or as fields where it has none. */
function among(args, ids) {
  const index = args.findIndex(isFields);
  return index < 0 ? [...args, ids] : args.map((arg, at) => (at === index ? { ...arg, ...ids } : arg));
}

function isFields(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = attempt(() => Object.getPrototypeOf(value), undefined);
  return prototype === null || prototype === Object.prototype;
}
