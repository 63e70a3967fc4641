// A request for which somebody else has a span: the runtime, or an OpenTelemetry SDK. It gets no second identity.

import { TraceContext, adopt, tracestateOf } from '../context/context.js';
import { hiddenHop } from '../context/lineage.js';
import { listOf } from '../headers/list-reader.js';
import { linksTo } from '../record/links.js';
import { PARENT_ADOPTED, PARENT_RECEIVED, PARENT_THEIRS } from '../wasm/codes.js';
import { edgeExports } from '../wasm/edge.js';
import { scope } from './scope.js';

/**
 * `{ context, parentId, links, hiddenHop }` of a request by the other tracer's active span, given the headers that
 * arrived: that very operation where the span is the server's, and a child of it where it is something else. Undefined
 * where no other span is active, or where we are inside a span of ours.
 */
export function adoptSpan(arrived) {
  const around = scope();
  const other = around?.other;
  if (!other || other.isOurs || around.span !== undefined || around.context !== other.context) return undefined;
  const { context, isServer } = other;
  const received = adopt(arrived.traceparent);
  const { traceparent, traceFlags } = context;
  const own = new TraceContext(traceparent, traceFlags, tracestateOf(context), 'continued', arrived);
  const continues = received?.traceId === context.traceId;
  const parent = edgeExports().parent_of_adopted(isServer, other.parentId != null, continues);
  return {
    context: parent === PARENT_ADOPTED ? own.child() : own,
    parentId: {
      [PARENT_ADOPTED]: context.spanId,
      [PARENT_THEIRS]: other.parentId,
      [PARENT_RECEIVED]: received?.spanId,
    }[parent],
    links: received && !continues ? linksTo([received]) : undefined,
    hiddenHop: received && continues ? hiddenHop(received.spanId, listOf(arrived.tracestate ?? '')) : undefined,
  };
}
