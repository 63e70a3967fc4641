import type { runWithTrace, setEnabled, traceMeta } from './ambient.js';
import type { TraceContext } from './context.js';
import type { Dialect, Log } from './lines.js';
import type { Sampler } from './sampling.js';

/** The kind of operation that a span describes. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/**
 * How an operation ended:
 *
 * - `ok`: it returned, or the response has a status code below 400.
 * - `error`: it failed. For a client, a 4xx response is a failure, too.
 * - `unset`: no outcome was set, a server answered 4xx, or the caller cancelled.
 */
export type SpanStatus = 'ok' | 'error' | 'unset';

/** One timed operation. Its record is written when it ends, if its trace is sampled. */
export interface Span {
  /** The name given at its start, or by {@link Span.setName}. */
  readonly name: string;
  /** The kind of operation. */
  readonly kind: SpanKind;
  /**
   * Undefined only where tracing is off ({@link setEnabled}) or cannot work: no WebAssembly, or no secure randomness.
   */
  readonly context: TraceContext | undefined;
  /** The span id of the parent. Undefined on a root. */
  readonly parentId: string | undefined;
  /** Adds a field to the span's line. A field with the name of a reserved key is written with a `_` before it. */
  setAttribute(key: string, value: unknown): this;
  /** Adds several fields. */
  setAttributes(attributes: Readonly<Record<string, unknown>>): this;
  /** Changes the name, for one that is known only later. It should be one of few: the pattern of a path, and no ids. */
  setName(name: string): this;
  /** Sets how the operation ended, for outcomes that the span cannot see itself. */
  setStatus(status: SpanStatus): this;
  /** Sets the status to `error`, and `error.type` to the name of the error. The message of the error is not written. */
  recordError(error: unknown): this;
  /** Ends the span and writes its record. Later calls do nothing. */
  end(): void;
}

/** Options of {@link startSpan} and {@link startActiveSpan}. */
export interface SpanOptions {
  /** Default: `internal`. */
  kind?: SpanKind;
  /**
   * The parent. Default: the ambient context, and in a page without one, the context in its {@link traceMeta} tag.
   * Without a parent, the span starts a trace.
   */
  context?: TraceContext;
  /** `true`: the span starts a trace, whatever surrounds it. `context` does not count then. Default: `false`. */
  root?: boolean;
  /** The first fields of the span's line. */
  attributes?: Readonly<Record<string, unknown>>;
  /** Default: the service of the surrounding handler. */
  service?: string;
  /** Default: the log of the surrounding handler, else the console. */
  log?: Log;
  /** Default: the dialect of the surrounding handler, else the lines that this documentation shows. */
  dialect?: Dialect;
  /** Decides if the span starts a trace. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
}

/**
 * Starts a span that you end yourself. It does not become ambient.
 *
 * - A span too short for the host's clock has `"duration_ms":0,"clock":"coarse"`. In production, workerd stops its
 *   clock between I/O.
 * - A span still open when the user leaves the page is written at that moment, with
 *   `"status":"unset","unfinished":true`, and not again. A page that the browser keeps for the way back keeps its
 *   spans.
 *
 * @example
 * ```js
 * const span = startSpan('load cart');
 * try { await load(); } catch (error) { span.recordError(error); throw error; } finally { span.end(); }
 * ```
 */
export declare function startSpan(name: string, options?: SpanOptions): Span;

/**
 * Runs `fn` inside a span. The span is ambient as in {@link runWithTrace}, and ends when `fn` returns or its promise
 * settles. What `fn` gives is passed on as it is: a promise with methods of its own, or a query that starts when it is
 * awaited. An error is recorded on the span and passed on unchanged.
 *
 * @example
 * ```js
 * const cart = await startActiveSpan('load cart', () => load(id));
 * ```
 */
export declare function startActiveSpan<T>(name: string, fn: (span: Span) => T): T;
/** The same with options. */
export declare function startActiveSpan<T>(name: string, options: SpanOptions | undefined, fn: (span: Span) => T): T;

/** The active span, if there is one. */
export declare function getActiveSpan(): Span | undefined;
