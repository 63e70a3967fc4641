// OpenTelemetry has span contexts for objects, and a propagator that reads and writes headers. Its ids are not from a
// secure source: RandomIdGenerator calls Math.random.
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator, parseTraceParent } from '@opentelemetry/core';
import { RandomIdGenerator } from '@opentelemetry/sdk-trace-base';

const ids = new RandomIdGenerator();
const propagator = new W3CTraceContextPropagator();
const setter = {
  set(carrier, name, text) {
    carrier[name] = text;
  },
};

const make = () => ({ traceId: ids.generateTraceId(), spanId: ids.generateSpanId(), traceFlags: 1 });
const childOf = ({ traceId, traceFlags }) => ({ traceId, spanId: ids.generateSpanId(), traceFlags });

function textOf(spanContext) {
  const carrier = {};
  propagator.inject(trace.setSpanContext(ROOT_CONTEXT, spanContext), carrier, setter);
  return carrier.traceparent;
}

export const read = parseTraceParent;

export const ops = {
  make: () => make(),
  make_string: () => textOf(make()),
  parse_valid: (header) => parseTraceParent(header),
  parse_invalid: (header) => parseTraceParent(header),
  child: (parent) => childOf(parent),
  child_string: (parent) => textOf(childOf(parent)),
  hop: (header) => textOf(childOf(parseTraceParent(header))),
  to_string: (parent) => textOf(parent),
};
