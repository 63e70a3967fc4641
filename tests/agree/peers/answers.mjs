/** What each library makes of headers that arrive: the headers of a child. */

import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import * as tctxTraceparent from 'tctx/traceparent';
import * as tctxTracestate from 'tctx/tracestate';
import elastic from 'traceparent';

/**
 * The answers, by library. Each is `{fate: 'restart'}`, or `{fate: 'continue', version, traceId, flags, tracestate}` as
 * written in the headers that leave; `traceId` is `new` where a trace goes on under another name, `tracestate` is null
 * where none leaves.
 */
export const answersOf = (tracehop) => ({
  tracehop: (received) => ofTracehop(received, tracehop),
  tctx: ofTctx,
  OpenTelemetry: ofOpenTelemetry,
  elastic: ofElastic,
});

const RESTART = { fate: 'restart' };

function continued(received, sent, tracestate) {
  const [version, traceId, , flags] = sent.split('-');
  return {
    fate: 'continue',
    version,
    traceId: received.traceparent.includes(traceId) ? traceId : 'new',
    flags,
    tracestate,
  };
}

function ofTracehop(received, { extract, inject }) {
  const context = extract(received);
  const sent = {};
  inject(context.child(), sent);
  if (context.origin !== 'continued')
    return sent.tracestate === undefined ? RESTART : { fate: 'restart with a tracestate' };
  return continued(received, sent.traceparent, sent.tracestate ?? null);
}

/**
 * As its readme has it: a list is read beside a parsed traceparent only. Whether an empty list is sent is up to the
 * reader.
 */
function ofTctx(received) {
  const parent = tctxTraceparent.parse(received.traceparent);
  if (parent === null) return RESTART;
  const list = received.tracestate === undefined ? '' : String(tctxTracestate.parse(received.tracestate));
  return continued(received, String(parent.child()), list || null);
}

const propagator = new W3CTraceContextPropagator();
const fields = {
  get: (carrier, name) => carrier[name],
  keys: Object.keys,
  set: (carrier, name, text) => {
    carrier[name] = text;
  },
};

/** Its propagator alone: what its SDK decides about flags in between is for samplers. */
function ofOpenTelemetry(received) {
  const parent = trace.getSpanContext(propagator.extract(ROOT_CONTEXT, received, fields));
  if (parent === undefined) return RESTART;
  const sent = {};
  propagator.inject(trace.setSpanContext(ROOT_CONTEXT, { ...parent, spanId: '00f067aa0ba902b7' }), sent, fields);
  return continued(received, sent.traceparent, sent.tracestate ?? null);
}

/** It knows no tracestate. */
function ofElastic(received) {
  const sent = elastic.startOrResume(received.traceparent, { transactionSampleRate: 1 }).toString();
  const isNew = !received.traceparent.includes(sent.split('-')[1]);
  return isNew ? RESTART : continued(received, sent, undefined);
}
