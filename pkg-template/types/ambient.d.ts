import type { action } from './action.js';
import type { TraceContext } from './context.js';
import type { traceHandler } from './handler.js';

/**
 * Runs `fn` with `context` as the ambient context.
 *
 * Where the host has AsyncLocalStorage (Node, Deno, Bun, workerd with `nodejs_compat` or `nodejs_als`), it stays
 * ambient through every `await`. Elsewhere (browsers), it is ambient until `fn` returns.
 */
export declare function runWithTrace<T>(context: TraceContext, fn: () => T): T;

/** The ambient context: that of the active span, or the one given to {@link runWithTrace}. */
export declare function getTraceContext(): TraceContext | undefined;

/** The active span of another tracer: the text of its `traceparent`, or its ids, as a `SpanContext` has them. */
export type ActiveSpan =
  | string
  | {
      /** 32 lower-case hex digits. */
      readonly traceId: string;
      /** 16 lower-case hex digits. */
      readonly spanId: string;
      /** Bit 0: sampled. Default: 1. */
      readonly traceFlags?: number;
      /** Whether it is the span of the request in work, whose ids a handler then uses. Default: `false`, its parent. */
      readonly isServer?: boolean;
    };

/** Options of {@link adoptTracer}. */
export interface AdoptTracerOptions {
  /**
   * Gives the span that is active in the other tracer at this moment, or nothing where none is. It is called often: for
   * each span and each log line.
   */
  activeSpan: () => ActiveSpan | null | undefined;
  /**
   * Whether the other tracer sends a `traceparent` with each `fetch`. A traced fetch then adds none. Default: `false`.
   */
  instrumentsFetch?: boolean;
}

/**
 * Makes one trace of this package and of any other tracer. Its active span is the parent of traced calls, spans and
 * requests, and loggers write its ids. If spans of both are active, the one entered last is the parent.
 *
 * Call it once, where the program starts. What has registered with OpenTelemetry's API is found without it on servers,
 * and in pages with `adoptOpenTelemetry`.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type, and where `activeSpan` is missing.
 *
 * @example
 * ```js
 * import * as Sentry from '@sentry/browser';
 * import { adoptTracer } from 'tracehop';
 *
 * adoptTracer({ activeSpan: () => Sentry.getActiveSpan()?.spanContext() });
 * ```
 */
export declare function adoptTracer(options: AdoptTracerOptions): void;

/** Whether a wrapper traces. A function is called at each call or request. */
export type Enabled = boolean | (() => boolean);

/**
 * Turns tracing off or on, at once and for every copy of the package that is loaded.
 *
 * While tracing is off:
 *
 * - A traced fetch only calls the fetch inside it, and a traced handler only calls your handler.
 * - No span line is written, not even for operations that have already started.
 * - Loggers still write, without ids, and `getTraceContext()` is undefined.
 * - `extract`, `inject` and `make` still work.
 *
 * @throws `TypeError` when `enabled` is not a boolean.
 *
 * @example
 * ```js
 * setEnabled(false); // at start
 * banner.addEventListener('accept', () => setEnabled(true));
 * ```
 */
export declare function setEnabled(enabled: boolean): void;

/**
 * Makes a page part of the trace of the request that delivered it. Put this tag into the `<head>`. Spans of the page
 * that have no other parent continue that trace while the page loads: until its `load` event or the visitor's first
 * input, whichever is first, and never after 30 s. Later spans start their own traces, and {@link action} links them to
 * the page's.
 *
 * HTML from a cache names the trace of an earlier visitor. So the tag also has the time when it was written, and a page
 * joins the trace only if the HTML is fresh:
 *
 * - The navigation came over the network, not from a service worker, a prefetch or the history.
 * - The time in the tag lies between the page's request and its arrival, with a tolerance of 5 s for the two clocks.
 *
 * A tag without `data-time` is ignored. A page cannot see a shared cache that keeps HTML for less than those 5 s: leave
 * the tag out behind such a cache.
 *
 * If you cannot change the HTML, add the time to a response of {@link traceHandler} instead: `Server-Timing:
 * traceparent-time;desc=MILLISECONDS`. Browsers show this header to pages served over https.
 *
 * @param context default: the ambient context. Where tracing cannot work it is undefined, and the tag is empty.
 * @throws `TypeError` when `context` is neither a {@link TraceContext} nor undefined.
 *
 * @example
 * ```js
 * export default {
 *   fetch: traceHandler((request, env, ctx, trace) =>
 *     new Response(`<!doctype html><head>${traceMeta(trace)}</head><script src="/page.js"></script>`,
 *       { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } })),
 * };
 * // <meta name="traceparent" content="00-4bf9...-00f0...-01" data-time="1741961045120">
 * ```
 */
export declare function traceMeta(context?: TraceContext): string;
