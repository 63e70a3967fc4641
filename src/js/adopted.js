// A request for which somebody else has a span: the runtime, or an OpenTelemetry SDK. It gets no second identity.

import { readHeaders } from './carrier.js';
import { TraceContext, tracestateOf } from './context.js';
import { scope } from './scope.js';
import { parse } from './traceparent.js';

/**
 * `{context, parentId}` of a request by the other tracer's active span: that very operation where it is the server's, and a
 * new one below it where it is something else. Undefined where there is none, or where we are inside a span of ours.
 */
export function adopted(carrier) {
  const around = scope();
  const other = around?.other;
  if (!other || around.span !== undefined || around.context !== other.context) return undefined;
  const { context } = other;
  const received = parse(readHeaders(carrier).traceparent);
  const own = new TraceContext(parse(context.traceparent), tracestateOf(context), 'continued', received?.toString());
  if (!other.isServer) return { context: own.child(), parentId: context.spanId };
  // Not every tracer says what is above its span. The header does, where the span continues it.
  const above = received?.trace_id === context.traceId ? received.parent_id : undefined;
  return { context: own, parentId: other.parentId ?? above };
}
