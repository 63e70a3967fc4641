/**
 * One trace in a program that OpenTelemetry traces, too.
 *
 * On servers (Node, Deno, Bun, workerd, Vercel's edge) this needs no set-up. If an OpenTelemetry API has an active
 * span:
 *
 * - Loggers write its ids.
 * - `traceFetch` and `startSpan` make children of it.
 * - `traceHandler` and `traceMiddleware` use its ids if it is the request's own span, and make a child of any other.
 *   Events such as `scheduled` and `queue` work in the same way.
 * - OpenTelemetry's decisions apply: `trust` and `sampler` are not called. If its span did not continue the caller's
 *   trace, the caller is in `links`.
 *
 * If spans of both are active, the one entered last is the parent. A span of OpenTelemetry that starts inside one of
 * ours is its child, and what you note on `trace.getActiveSpan()` there is noted on OpenTelemetry's span around ours.
 *
 * On Node, `instrumentation-undici` may trace the same `fetch`. Its span is then the child of our span of the call, and
 * the one `traceparent` that leaves names it.
 *
 * Deno's own tracing (`OTEL_DENO=true`) adds a header to every `fetch`. There a traced fetch adds none, because two
 * `traceparent` headers are invalid. Cloudflare's own tracing shows its ids to no program and sends no headers, so
 * there is nothing to adopt.
 *
 * @module
 */

/** Options of {@link adoptOpenTelemetry}. */
export interface AdoptOptions {
  /**
   * Whether an instrumentation of OpenTelemetry, such as `instrumentation-fetch` in a page, traces `fetch`. A traced
   * fetch then only calls the fetch inside it: no header and no line. Default: `false`.
   */
  instrumentsFetch?: boolean;
}

/**
 * Adopts the active span of OpenTelemetry's API. Needed in a page, where this is not the default, and to set its
 * options.
 *
 * In a page it works for `tracehop` only. There `tracehop/js` and `tracehop/slim` are separate copies, which adopt
 * nothing.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * import { adoptOpenTelemetry } from 'tracehop/opentelemetry';
 *
 * adoptOpenTelemetry({ instrumentsFetch: true });
 * ```
 */
export declare function adoptOpenTelemetry(options?: AdoptOptions): void;
