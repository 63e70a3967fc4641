// The processing model: what arrives in a carrier becomes a context, and a context leaves in one.

import { edgeExports } from '../wasm/edge.js';
import { readCarrier } from '../headers/read-carrier.js';
import { writeHeaders } from '../headers/write-carrier.js';
import { asContext, TraceContext, start, tracestateOf, unused } from './context.js';
import { MAX_RECEIVED_TRACESTATE } from '../record/schema.js';
import { FLAGS, RESTARTED } from '../wasm/codes.js';
import { keepThresholdTrue } from './ot.js';
import { headerIn, writeStart } from '../headers/traceparent.js';
import '../headers/tracestate.js';
import './other-copies.js';

export function extract(carrier) {
  const headers = readCarrier(carrier);
  const context = receive(headers, true);
  if (context.origin !== 'continued') unused.add(context);
  return mayHaveThreshold(headers.tracestate ?? '') ? keepThresholdTrue(context) : context;
}

/**
 * Most lists are never read, so the key is looked for in their text first, unless the text is too long to be a list.
 */
function mayHaveThreshold(text) {
  return text.length <= MAX_RECEIVED_TRACESTATE && text.includes('ot=');
}

/** The context of headers that arrived, as `readCarrier` gives them, by whether their sender is trusted. */
export function receive(arrived, trusted) {
  const { traceparent, tracestate } = arrived;
  const isPresent = traceparent !== null;
  const answer = edgeExports().receive_traceparent(isPresent, trusted, isPresent ? writeStart(traceparent) : 0);
  if (answer < 0) return start(answer === RESTARTED ? 'restarted' : 'started', arrived);
  return new TraceContext(headerIn(traceparent, answer), answer & FLAGS, tracestate ?? '', 'continued', arrived);
}

export function inject(given, carrier) {
  const context = asContext(given);
  if (context === undefined) {
    throw new TypeError('inject: the context must be a TraceContext, as extract and getTraceContext give');
  }
  writeHeaders(carrier, { traceparent: context.traceparent, tracestate: tracestateOf(context) });
}
