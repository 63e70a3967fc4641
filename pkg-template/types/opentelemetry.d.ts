/**
 * One trace where OpenTelemetry traces too.
 *
 * On servers (Node, Deno, Bun, workerd, Vercel's edge) this is on by itself: where an OpenTelemetry API has an active span,
 * loggers write its ids, `traceFetch` and `startSpan` make children of it, and `traceHandler` and `traceMiddleware` take over
 * its ids where it is the request's own span, and make a child of any other. Whichever was entered last, their span or one of
 * tracehop, counts. What OpenTelemetry decided stands, so `trust` and `sampler` are not asked; a caller whose trace its span did
 * not continue is in `links`. Events such as `scheduled` and `queue` are taken over in the same way.
 *
 * Deno's own tracing (`OTEL_DENO=true`) adds a header to every `fetch`; there a traced fetch leaves calls to it, for two
 * headers are none. Cloudflare's own tracing shows its ids to no program and sends no headers, so there is nothing to adopt.
 *
 * @module
 */

/** Options of {@link adoptOpenTelemetry}. */
export interface AdoptOptions {
  /**
   * Whether an instrumentation of theirs, such as `instrumentation-undici` or `instrumentation-fetch`, sends the headers of
   * `fetch`. A traced fetch then leaves calls to it. Default `false`.
   */
  instrumentsFetch?: boolean;
}

/**
 * Adopts the active span of OpenTelemetry's API: in a page, which does not do so by itself, or to say more about it. In a page
 * this is for `tracehop`: `tracehop/js` and `tracehop/slim` are copies of their own there, which adopt nothing.
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
