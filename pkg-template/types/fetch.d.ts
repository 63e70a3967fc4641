import type { Enabled, setEnabled, traceMeta } from './ambient.js';
import type { configure } from './configure.js';
import type { TraceContext } from './context.js';
import type { bodySizes, BodySizes, followRedirects, FollowRedirects, untilBody, UntilBody } from './fetch-features.js';
import type { traceHandler } from './handler.js';
import type { Dialect, Log } from './lines.js';
import type { Sampler } from './sampling.js';
import type { Span } from './span.js';

/**
 * Where headers may go: an origin (`https://api.example`), an origin and a path prefix, a pattern for origin and path,
 * or a function that returns true or false. The query is not compared. A function that throws, or returns anything
 * else, is reported once: in `targets` it does not match, in `ignore` it does.
 */
export type Target = string | RegExp | ((url: URL) => boolean);

/** Why headers are sent, or not. */
export interface Explanation {
  /** Whether the call carries our headers. */
  sent: boolean;
  /** A sentence, such as `not sent: no entry of targets matches`. */
  reason: string;
  /** The entry of `targets` or `ignore` that decided, if one did. */
  rule?: Target;
  /**
   * For a cross-origin call from a page: the response header that allows the headers of this call. Add their names to
   * those that the server already allows.
   */
  cors?: string;
}

/** Changes tracing for one call: {@link TracedInit.tracehop}. */
export interface CallOptions {
  /** `false`: no headers on this call. It still has a span. `true`, the default, sends headers only to targets. */
  sent?: boolean;
  /** The parent of this call, in place of the ambient context. */
  context?: TraceContext | undefined;
  /** `true`: this call starts a trace, whatever surrounds it. */
  root?: boolean;
  /** Whether this call is recorded. Overrides the sampler and the parent. */
  sampled?: boolean;
  /**
   * The pattern of the path, such as `/carts/{id}`. The span is named by it, `GET /carts/{id}`, and has it in
   * `url.template`. At most 256 characters.
   *
   * @example
   * ```js
   * await fetch(`/carts/${id}`, { tracehop: { template: '/carts/{id}' } });
   * ```
   */
  template?: string;
}

/** The `init` of a traced fetch. */
export interface TracedInit extends RequestInit {
  /**
   * Changes tracing for one call. `false` makes it a plain fetch, without headers and span.
   *
   * The inner fetch does not get this key. Errors in it are reported once and ignored, but `sent: false` always holds.
   *
   * @example
   * ```js
   * await fetch('/poll', { tracehop: { sampled: false } });
   * ```
   */
  tracehop?: false | CallOptions | undefined;
}

/** An object with a method `fetch`, such as a service binding or a Durable Object's stub. */
export interface FetchBinding {
  /** Sends a request. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
}

/** The outcome of a call, for {@link FetchOptions.onEnd}. */
export interface FetchResult {
  /** Present when headers arrived. Do not read its body: it belongs to the caller. */
  response?: Response;
  /** Present when fetch rejected. */
  error?: unknown;
}

/**
 * Options of {@link traceFetch} and {@link instrumentFetch}. An unknown name or a wrong type is a `TypeError` at
 * set-up.
 */
export interface FetchOptions {
  /** Written as `service` on the span's line. Default: the service of the surrounding handler. */
  service?: string;
  /**
   * The fetch to call, or a binding that has one, such as `env.STOCK`. The method alone, `env.STOCK.fetch`, is a
   * `TypeError`: without its binding it fails. Default: `globalThis.fetch` at the time of the call.
   */
  fetch?: typeof fetch | FetchBinding;
  /**
   * Where headers may go. Default: those of {@link configure}, else the page's own origin in browsers, nowhere
   * elsewhere.
   */
  targets?: readonly Target[];
  /** Where headers never go, and no span is made. Overrides `targets`. */
  ignore?: readonly Target[];
  /** Decides if the call starts a trace. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
  /** The parent where there is no ambient context. Default: in a page, the context in its {@link traceMeta} tag. */
  context?: TraceContext | undefined | (() => TraceContext | undefined);
  /**
   * Whether a `traceparent` that the caller set stays or is replaced. Default: `keep`. The header that
   * {@link traceHandler} received is always replaced in a request that you pass on, because the next service is our
   * child.
   */
  override?: 'keep' | 'replace';
  /** Whether headers of an unsampled trace are sent. Default: `propagate`. */
  unsampled?: 'propagate' | 'omit';
  /**
   * Adds the list-member `tracehop=SPAN_ID`, 26 characters, to `tracestate`. Then the server can see a proxy between:
   * its line has `"hidden_hop":true`, and our call in `last_span_id`. Services that pass the trace on with this package
   * keep the member correct. Default: `false`.
   */
  lineage?: boolean;
  /**
   * Which failed calls (4xx, 5xx, no response) have a line: `sampled`, those whose trace is sampled (the default), or
   * `always`. The line of an unsampled one has `"sampled":"late"`.
   */
  errors?: 'sampled' | 'always';
  /** Called before the request leaves. If it throws, that is reported once and changes nothing. */
  onStart?: (span: Span, request: { readonly url: string; readonly method: string }) => void;
  /** Called before the span ends. If it throws, that is reported once and changes nothing. */
  onEnd?: (span: Span, result: FetchResult) => void;
  /**
   * When the span ends, and `onEnd` is called. Default: when the headers arrive. With {@link untilBody}: when the body
   * was read. Outside of pages you can write `'body'` for `untilBody`.
   *
   * @example
   * ```js
   * traceFetch({ end: untilBody });
   * ```
   */
  end?: UntilBody | 'body';
  /**
   * Adds the sizes of bodies to the span: {@link bodySizes}. Default: none.
   *
   * @example
   * ```js
   * traceFetch({ sizes: bodySizes });
   * ```
   */
  sizes?: BodySizes;
  /**
   * Takes our headers off where a redirect leads away from the targets: {@link followRedirects}, outside of pages.
   * Default: the platform follows redirects and sends our headers wherever they lead.
   *
   * @example
   * ```js
   * traceFetch({ targets: ['https://stock.example'], redirects: followRedirects });
   * ```
   */
  redirects?: FollowRedirects;
  /** Changes `url.full`. It gets the URL as already redacted. */
  redact?: (url: string) => string;
  /** Where the span's record goes. Default: the log of the surrounding handler, else the console. */
  log?: Log;
  /** Default: the dialect of the surrounding handler. */
  dialect?: Dialect;
  /**
   * Whether calls are traced: a boolean, or a function that is called at each call. Only `true` means yes. A function
   * that throws or returns anything else is reported once and means no. {@link setEnabled} switches all wrappers
   * together.
   *
   * @example
   * ```js
   * traceFetch({ enabled: () => localStorage.getItem('consent') === 'yes' });
   * ```
   */
  enabled?: Enabled;
  /**
   * Adds the result of {@link TracedFetch.explain} to each span line: `tracehop.sent`, `tracehop.reason`, and if
   * present `tracehop.rule` as text and `tracehop.cors`. Default: `false`.
   */
  debug?: boolean;
}

/** A fetch that carries the trace. */
export interface TracedFetch {
  (input: RequestInfo | URL, init?: TracedInit): Promise<Response>;
  /**
   * Explains whether a call with these arguments would carry our headers now, and why. Sends nothing, and does not
   * consume bodies or one-time header iterators. If the call would start a trace, this asks its sampler, as the call
   * does.
   */
  explain(input: RequestInfo | URL, init?: TracedInit): Explanation;
}

/**
 * Makes a function with the shape of `fetch`. It sends `traceparent` and `tracestate` to targets and writes one client
 * span line for each call. It changes no global and none of your arguments, and you get the result of fetch unchanged.
 *
 * **Redirects.** The platform carries the headers along when it follows a redirect, also to another origin. Outside of
 * pages, {@link followRedirects} takes them off. In a page the other origin has to allow them by CORS; or put the call
 * on `ignore`, or use `redirect: 'manual'`.
 *
 * **The server's span.** A response can name the server's own operation, in `traceresponse` or in `Server-Timing:
 * traceparent;desc="00-..."` (also under the name `trace`). Then the line has `server.span_id` and
 * `server.trace_flags`, and `server.trace_id` if the server started a trace of its own. Another origin has to expose
 * these headers: `Access-Control-Expose-Headers: server-timing, traceresponse`.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ service: 'cart', targets: ['https://stock.example'] });
 * await fetch('https://stock.example/items/1');
 * ```
 */
export declare function traceFetch(options?: FetchOptions): TracedFetch;

/**
 * Replaces `globalThis.fetch` with a traced fetch.
 *
 * @returns a function that undoes it.
 * @throws `TypeError` for an unknown option or one of the wrong type.
 */
export declare function instrumentFetch(options?: FetchOptions): () => void;
