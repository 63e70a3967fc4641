import { TraceState } from '@opentelemetry/core';

const update = (list) => new TraceState(list).set('shop', 'checkout').serialize();

export const ops = {
  tracestate_3: (list) => update(list),
  tracestate_32: (list) => update(list),
};
