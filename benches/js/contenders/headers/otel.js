import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { RandomIdGenerator } from '@opentelemetry/sdk-trace-base';

const ids = new RandomIdGenerator();
const propagator = new W3CTraceContextPropagator();
const getter = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};
const setter = { set: (headers, name, text) => headers.set(name, text) };

export const ops = {
  headers_in_out: (received) => {
    const context = propagator.extract(ROOT_CONTEXT, received, getter);
    const { traceId, traceFlags, traceState } = trace.getSpanContext(context);
    const child = { traceId, spanId: ids.generateSpanId(), traceFlags, traceState };
    const sent = new Headers();
    propagator.inject(trace.setSpanContext(context, child), sent, setter);
    return sent;
  },
};
