// Contexts of other copies of the package, such as those of a library that brings its own.

import { parse } from '../headers/traceparent.js';
import { attempt } from '../host/json.js';
import { provideContexts, TraceContext } from './context.js';

/** For each of theirs, ours. */
const remade = new WeakMap();

provideContexts((value) => {
  if (value === undefined || value instanceof TraceContext) return value;
  return attempt(() => remade.get(value) ?? remake(value), undefined);
});

/** By the interface that all versions have. A list that changes later is the same list. */
function remake(value) {
  const header = typeof value.child === 'function' ? parse(value.traceparent) : null;
  if (header === null) return undefined;
  // A page that reads no lists has none.
  const list = attempt(() => value.tracestate, '');
  const { origin, received } = value;
  const fields = typeof received === 'object' ? received : undefined;
  const context = new TraceContext(header.toString(), header.flags, list, origin, fields);
  remade.set(value, context);
  return context;
}
