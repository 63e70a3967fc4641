// A logger of the application's own, whose lines get our ids.

import { isEnabled } from '../ambient/enabled.js';
import { scope } from '../ambient/scope.js';
import { report } from '../host/host.js';
import { describe } from '../options/options.js';

/**
 * Methods that write a line, in the loggers that people have.
 *
 * @type {Set<string | symbol>}
 */
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
