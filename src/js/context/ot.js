// The list-member `ot`, by which samplers of OpenTelemetry tell each other with what probability a trace was recorded.

import { edgeExports } from '../wasm/edge.js';
import { provideThresholds } from './context.js';
import { OT_KEY } from '../record/schema.js';
import { read, table, write } from '../wasm/instance.js';
import '../headers/tracestate.js';

/** Puts what a share is decided by into the input: the header, and behind it the value of `ot`. Returns its length. */
export function writeDecided({ traceparent, tracestate }) {
  return write(traceparent + (tracestate.get(OT_KEY) ?? ''));
}

/** Takes out of a decided context a threshold that contradicts its flag, whoever wrote it. Returns the context. */
export function keepThresholdTrue(context) {
  if (context.tracestate.has(OT_KEY)) writeThreshold(context, NaN);
  return context;
}

provideThresholds(keepThresholdTrue);

/**
 * Takes out what a caller wrote: below a cap its randomness counts as little as its flag. With `rv` it would choose
 * what the samplers of the next services keep.
 */
export function forgetRandomness({ tracestate }) {
  tracestate.delete(OT_KEY);
}

/** Makes a context that a share decided about say so, if it is sampled. */
export function writeThreshold(context, probability) {
  const { tracestate } = context;
  const received = tracestate.get(OT_KEY) ?? '';
  const digits = edgeExports().change_ot(probability, writeDecided(context));
  if (digits < 0) return;
  const rest = received.slice(0, table[0]) + received.slice(table[1]);
  const parts = digits > 0 ? [`th:${read(digits)}`, rest] : [rest];
  const value = parts.filter((part) => part !== '').join(';');
  if (value === '') tracestate.delete(OT_KEY);
  else tracestate.set(OT_KEY, value);
}
