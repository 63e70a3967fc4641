// Datadog's tracer for Node has it as a file of its own, without the native parts. It checks less than the grammar
// asks.
import TraceState from 'dd-trace/packages/dd-trace/src/opentracing/propagation/tracestate.js';

const update = (list) => TraceState.fromString(list).set('shop', 'checkout').toString();

export const ops = {
  tracestate_3: (list) => update(list),
  tracestate_32: (list) => update(list),
};
