// Contexts of other copies of the package, such as those of a library that brings its own.

import { attempt } from '../host/json.js';
import { adopt, provideContexts, TraceContext } from './context.js';

/** For each of theirs, ours. */
const remade = new WeakMap();

provideContexts((value) => {
  if (value === undefined || value instanceof TraceContext) return value;
  return attempt(() => remade.get(value) ?? remake(value), undefined);
});

/** By the interface that all versions have. A list that changes later is the same list. */
function remake(value) {
  const named = typeof value.child === 'function' ? adopt(value.traceparent) : null;
  if (named === null) return undefined;
  // A page that reads no lists has none.
  const list = attempt(() => value.tracestate, '');
  const { origin, received } = value;
  const fields = typeof received === 'object' ? received : undefined;
  const context = new TraceContext(named.traceparent, named.traceFlags, list, origin, fields);
  remade.set(value, context);
  return context;
}
