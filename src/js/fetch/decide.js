// Second step of a call: whose headers leave, in which context, and why. Rust decides.

import { adopt, lineageTracestate, tracestateOf } from '../context/context.js';
import { openContext } from '../span/span.js';
import {
  CALL_DECLINED,
  CALL_HEADERLESS,
  CALL_OMITS_UNSAMPLED,
  CALL_OWN_HEADER,
  CALL_UNGUARDED,
  GIVEN_CONTINUED,
  GIVEN_RECEIVED,
  GIVEN_RECEIVED_STATE,
  GIVEN_REPLACE,
  GIVEN_TRACEPARENT,
  GIVEN_TRACESTATE,
  KEPT_TRACEPARENT,
  KEPT_TRACESTATE,
  REMOVED,
  SAME_ORIGIN,
  TARGET,
} from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';
import { isHeaderless } from './arguments.js';

/**
 * What only the attempt shows, beside what reason_of_call returns: there is no source of ids, or fetch refuses the
 * arguments.
 */
export const NO_IDS = 10;
export const REFUSED = 11;

export function isSent(reason) {
  return reason === SAME_ORIGIN || reason === TARGET;
}

/**
 * Adds to a call whose headers stay, the context of its operation, and the reason why our headers leave or do not.
 *
 * @param {import('./look.js').Call} call
 */
export function decide(call) {
  call.kept = pageExports().own_headers(given(call));
  const { parent, theirs, override } = call;
  // Where the application wrote the header, the span is of that very operation.
  const written = call.kept & KEPT_TRACEPARENT ? adopt(theirs.traceparent) : null;
  call.context = written ?? openContext(override?.root ? undefined : parent, samplerOf(call));
  call.isChild = written === null ? !override?.root : isChild(parent, written);
  call.reason = reasonOf(call);
  return call;
}

/**
 * The headers that carry a call's context. A tracestate that stays as it is, is undefined; one that is to go, is empty.
 *
 * @param {import('./look.js').Call} call
 */
export function headersOf({ settings: { lineage }, kept, context }) {
  const tracestate = kept & KEPT_TRACESTATE ? undefined : (lineage ? lineageTracestate : tracestateOf)(context);
  return { traceparent: context.traceparent, tracestate };
}

/**
 * What a call loses of its own to which no header of ours is added; undefined where that is nothing.
 *
 * @param {import('./look.js').Call} call
 */
export function removedOf({ kept }) {
  return kept & REMOVED ? { traceparent: '', tracestate: '' } : undefined;
}

/** The names of the headers that a call carries. */
export function namesOf(headers) {
  return Object.keys(headers ?? {}).filter((name) => headers[name]);
}

function given({ settings, parent, theirs: { traceparent, tracestate } }) {
  return (
    (settings.override === 'replace' ? GIVEN_REPLACE : 0) |
    (traceparent !== null ? GIVEN_TRACEPARENT : 0) |
    (parent?.hasReceived('traceparent', traceparent) ? GIVEN_RECEIVED : 0) |
    (tracestate !== null ? GIVEN_TRACESTATE : 0) |
    (parent?.hasReceived('tracestate', tracestate) ? GIVEN_RECEIVED_STATE : 0) |
    (parent?.origin === 'continued' ? GIVEN_CONTINUED : 0)
  );
}

function isChild(parent, written) {
  const isSame = (name) => parent?.[name] === written[name];
  return pageExports().is_child(isSame('traceId'), isSame('spanId')) !== 0;
}

function samplerOf({ settings: { sampler }, override }) {
  const sampled = override?.sampled;
  return sampled === undefined ? sampler : { shouldSample: () => sampled };
}

function reasonOf(call) {
  const { override, destination, kept, context } = call;
  const { unsampled, redirects } = call.settings;
  if (context === undefined) return NO_IDS;
  const bits =
    (override?.sent === false ? CALL_DECLINED : 0) |
    (isHeaderless(call) ? CALL_HEADERLESS : 0) |
    (kept & KEPT_TRACEPARENT ? CALL_OWN_HEADER : 0) |
    (unsampled === 'omit' ? CALL_OMITS_UNSAMPLED : 0) |
    (redirects?.isForFetch?.(call) === true ? CALL_UNGUARDED : 0);
  return pageExports().reason_of_call(destination.place.decision, bits, context.traceFlags);
}
