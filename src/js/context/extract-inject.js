// The processing model: what arrives in a carrier becomes a context, and a context leaves in one.

import { beyond } from '../wasm/edge.js';
import { readHeaders, writeHeader } from '../headers/carrier.js';
import { TraceContext, start, tracestateOf } from './context.js';
import { survive } from '../host/host.js';
import { write } from '../wasm/instance.js';
import { keepThresholdTrue } from './ot.js';
import { MAX_RECEIVED_TRACESTATE, OT_KEY } from '../record/schema.js';
import { accept } from '../headers/traceparent.js';
import '../headers/tracestate.js';

/** What receive_traceparent returns instead of a header to continue. */
const RESTARTED = -2;

export function extract(carrier) {
  try {
    const headers = readHeaders(carrier);
    const context = received(headers, true);
    return mayHaveThreshold(headers.tracestate ?? '') ? keepThresholdTrue(context) : context;
  } catch (error) {
    survive(error);
    throw error;
  }
}

/** Most lists are never read, so it is looked for in their text first. A text too long to be a list is not even looked at. */
function mayHaveThreshold(text) {
  return text.length <= MAX_RECEIVED_TRACESTATE && text.includes(`${OT_KEY}=`);
}

/** What follows from what a carrier has, and from whether its sender is trusted. */
export function receive(carrier, trusted) {
  return received(readHeaders(carrier), trusted);
}

function received({ traceparent, tracestate }, trusted) {
  const isPresent = traceparent !== null;
  const answer = beyond().receive_traceparent(isPresent, trusted, isPresent ? write(traceparent) : 0);
  if (answer < 0) return start(answer === RESTARTED ? 'restarted' : 'started');
  return new TraceContext(accept(traceparent, answer), tracestate ?? '', 'continued');
}

export function inject(context, carrier) {
  if (!(context instanceof TraceContext)) {
    throw new TypeError('inject: the context must be a TraceContext, as extract and getTraceContext give');
  }
  writeHeader(carrier, 'traceparent', context.traceparent);
  writeHeader(carrier, 'tracestate', tracestateOf(context));
}
