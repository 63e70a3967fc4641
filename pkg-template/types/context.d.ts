import type { Tracestate } from './tracestate.js';

/**
 * How a context began:
 *
 * - `started`: no header arrived, so a new trace started.
 * - `continued`: a valid header arrived.
 * - `restarted`: an invalid header arrived. It was dropped, and a new trace started.
 */
export type Origin = 'started' | 'continued' | 'restarted';

/**
 * One operation's place in a trace. Its ids never change; {@link TraceContext.child} makes the context of the next
 * operation.
 */
export interface TraceContext {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /**
   * 16 lower-case hex digits. On a context from {@link extract} that continues a trace, this is the caller's operation.
   */
  readonly spanId: string;
  /** Bit 0: sampled. Bit 1: the trace-id is random. */
  readonly traceFlags: number;
  /** The vendors' list that travels with the trace. Change it before you send the context. A child gets a copy. */
  readonly tracestate: Tracestate;
  /** The `traceparent` header that names this operation. */
  readonly traceparent: string;
  /** How this context began. */
  readonly origin: Origin;
  /** Makes the context of an operation inside this one: a new span id, everything else the same. */
  child(): TraceContext;
}

/**
 * The carriers that {@link extract} reads: anything with a `get(name)`, a `Request`, pairs, or a plain object. The
 * names of a plain object are compared without case.
 */
export type ReadCarrier =
  | { get(name: string): unknown }
  | { readonly headers: { get(name: string): unknown } }
  | Iterable<readonly [string, unknown]>
  | object
  | null
  | undefined;

/** The carriers that {@link inject} writes: anything with a `set(name, value)`, or a plain object. */
export type WriteCarrier = { set(name: string, value: string): unknown } | object;

/**
 * Reads `traceparent` and `tracestate` from a carrier. Continues that trace, or starts one if there is none.
 *
 * A header that appears twice is one list joined with commas, so a doubled `traceparent` restarts the trace. No content
 * of a carrier makes this throw.
 *
 * @throws an `Error` only where the host cannot run WebAssembly or has no secure randomness.
 *
 * @example
 * ```js
 * const context = extract(message.attributes); // a queue message
 * ```
 */
export declare function extract(carrier: ReadCarrier): TraceContext;

/**
 * Writes `traceparent` into a carrier, and `tracestate` if it is not empty. Removes the `tracestate` of another trace.
 *
 * @throws `TypeError` when the carrier has no `set` and is not a plain object either.
 *
 * @example
 * ```js
 * inject(context.child(), message.attributes);
 * ```
 */
export declare function inject(context: TraceContext, carrier: WriteCarrier): void;
