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
  /**
   * The ids as a plain object, for a log line, a message or an answer of your own. `{ ...context }` has none of them.
   *
   * @example
   * ```js
   * logger.info({ ...getTraceContext()?.fields() }, 'cart opened'); // traceId, spanId, traceFlags
   * ```
   */
  fields(): Pick<TraceContext, 'traceId' | 'spanId' | 'traceFlags'>;
  /** Makes the context of an operation inside this one: a new span id, everything else the same. */
  child(): TraceContext;
}

/**
 * The carriers that {@link extract} reads. The names in objects, Maps and lists are compared without case.
 *
 * - Anything with a `get(name)`, such as `Headers`. An empty text or list that it gives is an absent header.
 * - A Map, a list or an iterable of pairs, or Node's `rawHeaders`.
 * - An object with a value for each name, such as the headers of Node or the attributes of a message. A value is text,
 *   bytes, a list of these, or an object with `StringValue` (SQS), `Value` (SNS) or `value` (CloudFront).
 * - An object that has one of these as `headers`, `multiValueHeaders` (ALB), `rawHeaders`, `messageAttributes` or
 *   `MessageAttributes`, such as a `Request`.
 * - The text or the bytes of a `traceparent`.
 */
export type ReadCarrier =
  | { get(name: string): unknown }
  | { readonly headers: { get(name: string): unknown } }
  | Iterable<readonly [string, unknown]>
  | object
  | string
  | null
  | undefined;

/**
 * The carriers that {@link inject} writes: anything with a `set(name, value)` or `setHeader(name, value)`, a plain
 * object or an instance of a class of yours, and a `Request` or `Response` whose headers can be changed.
 */
export type WriteCarrier =
  | { set(name: string, value: string): unknown }
  | { setHeader(name: string, value: string): unknown }
  | object;

/**
 * Reads `traceparent` and `tracestate` from a carrier. Continues that trace, or starts one if there is none. A trace
 * that starts here starts with the first span in this context, which has no parent.
 *
 * A header that appears twice is one list joined with commas, so a doubled `traceparent` restarts the trace. No content
 * of a carrier makes this throw.
 *
 * @throws `TypeError` for a promise of a carrier or of its headers, or a `get` that gives promises: await it first.
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
 * @throws `TypeError` for whatever cannot be written: a promise, a Date, a frozen object, `Headers` that cannot be
 * changed.
 *
 * @example
 * ```js
 * inject(context.child(), message.attributes);
 * ```
 */
export declare function inject(context: TraceContext, carrier: WriteCarrier): void;
