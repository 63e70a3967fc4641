/** What a program's lines and headers have to say of one trace, wherever it runs. */

import { deepEqual, equal, match } from '../../package/suite/support/assert.js';
import { PARENT_ID, TRACE_ID } from '../../package/suite/support/examples.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0[0-3]$/;

/**
 * The lines in what a program wrote: a program may write other things, and its tool may write before and after them.
 */
export function linesIn(output) {
  return [...output.matchAll(/\{"timestamp":".*\}/g)].map(([line]) => JSON.parse(line));
}

/** The ids of a header that arrived. */
export function idsOf(call) {
  const value = call.headers.traceparent;
  match(value, TRACEPARENT, 'the traceparent that arrived');
  const [, traceId, spanId] = TRACEPARENT.exec(value);
  return { traceId, spanId };
}

/**
 * A call that arrived is the client span among the lines; the log line that was written inside has its trace and its
 * parent.
 */
export function isOneTrace(call, lines, message) {
  const { traceId, spanId } = idsOf(call);
  const client = lines.find((line) => line.kind === 'client' && line.span_id === spanId);
  equal(client?.trace_id, traceId, `trace_id of the client span (${JSON.stringify(lines)})`);
  const logged = lines.find((line) => line.message === message && line.kind === undefined);
  deepEqual([logged?.trace_id, logged?.span_id], [traceId, client.parent_id], `ids of the line "${message}"`);
  return client;
}

/** The same, inside of a span that continues the caller's trace of the examples. */
export function isContinuedTrace(call, lines, message) {
  const client = isOneTrace(call, lines, message);
  equal(client.trace_id, TRACE_ID, "the caller's trace goes on");
  const outer = lines.find((line) => line.kind !== undefined && line.span_id === client.parent_id);
  equal(outer?.parent_id, PARENT_ID, 'parent of the span that the call is in');
}
