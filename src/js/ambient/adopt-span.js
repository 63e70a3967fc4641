// A request for which somebody else has a span: the runtime, or an OpenTelemetry SDK. It gets no second identity.

import { readHeaders } from '../headers/carrier.js';
import { TraceContext, adopt, tracestateOf } from '../context/context.js';
import { hiddenHopText } from '../context/lineage.js';
import { linksText } from '../record/links.js';
import { listOf } from '../context/list-reader.js';
import { scope } from './scope.js';
import { parse } from '../headers/traceparent.js';

/**
 * `{context, parentId, links}` of a request, or of an event that has no carrier, by the other tracer's active span: that very operation where it is the server's, and a
 * new one below it where it is something else. Undefined where there is none, or where we are inside a span of ours.
 */
export function adopted(carrier) {
  const around = scope();
  const other = around?.other;
  if (!other || around.span !== undefined || around.context !== other.context) return undefined;
  const { context } = other;
  const { traceparent, tracestate } = readHeaders(carrier);
  const received = adopt(traceparent);
  const own = new TraceContext(parse(context.traceparent), tracestateOf(context), 'continued', received?.traceparent);
  const isBelow = received?.traceId === context.traceId;
  const links = isBelow
    ? hiddenHopText({ spanId: received.spanId, tracestate: listOf(tracestate ?? '') })
    : linksText(received ? [received] : []);
  if (!other.isServer) return { context: own.child(), parentId: context.spanId, links };
  // Not every tracer says what is above its span. The header does, where the span continues it.
  return { context: own, parentId: other.parentId ?? (isBelow ? received.spanId : undefined), links };
}
