// The tracer that is there already: what an SDK, or the runtime itself, has registered with OpenTelemetry's API. Its
// ids are taken over, so that one operation has one name, and its spans inside ours are our children. The API is a
// global with a well-known symbol, so nothing has to be imported.

import { adopt, renewLineage } from '../context/context.js';
import { report } from '../host/host.js';
import { attempt } from '../host/json.js';
import { checkOptions } from '../options/options.js';
import { flag } from '../options/rows.js';
import { spanOf, operationOfOurs } from './opentelemetry-span.js';
import { provideOther } from './scope.js';
import '../headers/tracestate.js';

/** Where all copies of version 1 of the API find each other. */
const API = /* @__PURE__ */ Symbol.for('opentelemetry.js.api.1');
/** By which key a context of theirs holds the active span. */
const SPAN = /* @__PURE__ */ Symbol.for('OpenTelemetry Context Key SPAN');
/** Their number of the kind of span that a received request has. */
const SERVER = 1;
const UNREADABLE = 'the active span of OpenTelemetry could not be read';

/** For each of their spans what we know of it. A span that is active twice is the same operation. */
const operations = /* @__PURE__ */ new WeakMap();

export function adoptOpenTelemetry(options) {
  const { instrumentsFetch } = checkOptions('adoptOpenTelemetry', options, { instrumentsFetch: flag });
  provideOther({ find: activeOperation, sends: () => instrumentsFetch === true || isRuntimes(), enter });
}

/**
 * The operation of their active span: `{context, parentId, isServer}`; undefined where none is active, null without an
 * API. Never throws.
 */
function activeOperation() {
  try {
    const contexts = globalThis[API]?.context;
    if (contexts === undefined) return null;
    const span = contexts.active().getValue(SPAN);
    if (span === undefined) return undefined;
    if (!operations.has(span)) operations.set(span, operationOfOurs(span) ?? operationOf(span));
    return operations.get(span);
  } catch (error) {
    report(UNREADABLE, error);
    return undefined;
  }
}

function operationOf(span) {
  const { traceId, spanId, traceFlags, traceState, isRemote } = span.spanContext();
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const context = adopt(traceparent, traceState?.serialize() ?? '');
  if (context === null) return undefined;
  // They pass our list-member on as it came.
  renewLineage(context, false, isRemote === true);
  // Deno's spans tell nothing of their kind; the one that is active where a handler is called is that of the request.
  const isServer = span.kind === SERVER || (span.kind === undefined && isRuntimes());
  const parent = span.parentSpanContext?.spanId ?? span.parentSpanId;
  return { context, parentId: adopt(`00-${traceId}-${parent}-00`)?.spanId, isServer };
}

let dropDoubled = (_) => {};

/** Takes what drops a header of ours where OpenTelemetry adds one to the same request. Only Node's entries have it. */
export function provideDropping(drop) {
  dropDoubled = drop;
}

/** Runs `fn` where our operation is the active span of OpenTelemetry, unless it is that already. */
function enter(context, fn) {
  const contexts = attempt(() => globalThis[API]?.context, undefined);
  if (contexts === undefined || isRuntimes()) return fn();
  let isEntered = false;
  try {
    const around = contexts.active();
    const active = around.getValue(SPAN);
    if (active !== undefined && staysActive(active, context)) return fn();
    dropDoubled(headerOfOurs);
    const inner = around.setValue(SPAN, spanOf(context, active));
    return contexts.with(inner, () => {
      isEntered = true;
      return fn();
    });
  } catch (error) {
    if (isEntered) throw error;
    report(UNREADABLE, error);
    return fn();
  }
}

/** The header of our operation, where that is the active one. */
function headerOfOurs() {
  const operation = activeOperation();
  return operation?.isOurs ? operation.context.traceparent : undefined;
}

/** Whether their span is the very operation, or has to stay the parent of what comes next. */
function staysActive(span, { spanId }) {
  // A Sentry that registers with this API sends a span only below a span of its own.
  return span.spanContext().spanId === spanId || globalThis.__SENTRY__ !== undefined;
}

/**
 * Whether it is the runtime that traces. Deno's own tracing also adds a header to every call of fetch, behind the one
 * it has.
 */
function isRuntimes() {
  return attempt(() => {
    const own = globalThis.Deno?.telemetry?.contextManager;
    return own !== undefined && globalThis[API]?.context === own;
  }, false);
}
