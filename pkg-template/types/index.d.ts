/**
 * Trace context for the web's edge: continue or start a trace, carry it through `fetch` and handlers, and stamp every log
 * line with it. Import and use; there is nothing to initialise.
 *
 * @module
 */

import type { Tracestate } from './tracestate.js';

/** How a context came to be: no header arrived, a valid one did, or an invalid one did and was dropped whole. */
export type Origin = 'started' | 'continued' | 'restarted';

/** One operation's place in a trace. Its ids never change; {@link TraceContext.child} makes the next one. */
export interface TraceContext {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. On a context from {@link extract} that continues a trace: the caller's operation. */
  readonly spanId: string;
  /** Bit 0 sampled, bit 1 random trace-id. */
  readonly traceFlags: number;
  /** The vendors' list that travels with the trace; change it before the context is sent. A child gets a copy. */
  readonly tracestate: Tracestate;
  /** The `traceparent` header that names this operation. */
  readonly traceparent: string;
  readonly origin: Origin;
  /** A new operation below this one: fresh span id, all else kept. */
  child(): TraceContext;
}

/** What {@link extract} reads: anything with a `get(name)`, a `Request`, pairs, or an object whose names are compared without case. */
export type ReadCarrier =
  | { get(name: string): unknown }
  | { readonly headers: { get(name: string): unknown } }
  | Iterable<readonly [string, unknown]>
  | object
  | null
  | undefined;

/** What {@link inject} writes: anything with a `set(name, value)`, or a plain object. */
export type WriteCarrier = { set(name: string, value: string): unknown } | object;

/**
 * Reads `traceparent` and `tracestate` from a carrier and continues that trace, or starts one. A header line that comes
 * twice is one list joined with commas, so a doubled `traceparent` restarts the trace. Never throws because of what the
 * carrier holds.
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
 * Writes `traceparent`, and `tracestate` when it is not empty, into a carrier. A `tracestate` of another trace that stood
 * there is removed.
 *
 * @throws `TypeError` when the carrier can be written in neither way.
 *
 * @example
 * ```js
 * inject(context.child(), message.attributes);
 * ```
 */
export declare function inject(context: TraceContext, carrier: WriteCarrier): void;

/**
 * Runs `fn` with `context` ambient: through every `await` where the host has AsyncLocalStorage (Node, Deno, Bun, workerd
 * with `nodejs_compat` or `nodejs_als`), until `fn` returns elsewhere (browsers).
 */
export declare function runWithTrace<T>(context: TraceContext, fn: () => T): T;

/** The ambient context: of the active span, or the one given to {@link runWithTrace}. */
export declare function getTraceContext(): TraceContext | undefined;

/** What kind of operation a span is. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/**
 * How an operation ended. `ok`: it returned, or answered below 400. `error`: it failed; for a client also 4xx. `unset`:
 * nobody said, a server answered 4xx, or the caller cancelled.
 */
export type SpanStatus = 'ok' | 'error' | 'unset';

/** One timed operation. Its line is written when it ends, if its trace is sampled. */
export interface Span {
  readonly name: string;
  readonly kind: SpanKind;
  /** Undefined only where tracing is off, by {@link setEnabled}, or cannot work: no WebAssembly, or no secure randomness. */
  readonly context: TraceContext | undefined;
  /** The span above this one, absent on a root. */
  readonly parentId: string | undefined;
  /** Adds a field to the span's line. Reserved keys are not overridden. */
  setAttribute(key: string, value: unknown): this;
  /** Adds several fields. */
  setAttributes(attributes: Readonly<Record<string, unknown>>): this;
  /** Says how the operation ended, for what the span cannot see itself. */
  setStatus(status: SpanStatus): this;
  /** Notes an error: status `error`, `error.type` its name. The message is not written. */
  recordError(error: unknown): this;
  /** Ends the span and writes its line. Later calls do nothing. */
  end(): void;
}

/** Where finished lines go: a function that gets one line of JSON, or `false` for nowhere. Default: `console.log`. */
export type Log = false | ((line: string) => void);

/** How lines are to be read, and by whom: what the functions of `tracehop/dialects` give. */
export interface Dialect {
  /** The keys that only we write in this dialect. A field of such a name gets a `_` before it. */
  readonly reserved: ReadonlySet<string>;
  /** The text of the keys that we write, for the package itself. */
  ours(record: never, message: string): string;
}

/** Options of {@link startSpan} and {@link startActiveSpan}. */
export interface SpanOptions {
  /** Default `internal`. */
  kind?: SpanKind;
  /**
   * The span's parent. Default: the ambient context; in a page the one that {@link traceMeta} wrote; where there is none, the
   * span starts a trace.
   */
  context?: TraceContext;
  /** First fields of the span's line. */
  attributes?: Readonly<Record<string, unknown>>;
  /** Default: the service of the handler we are in. */
  service?: string;
  /** Default: the log of the handler we are in, else `console.log`. */
  log?: Log;
  /** Default: the dialect of the handler we are in, else the lines of this documentation. */
  dialect?: Dialect;
  /** Asked when the span starts a trace. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
}

/**
 * Starts a span; you end it. It does not become ambient.
 *
 * Where the host's clock cannot see how long it took (workerd in production stops it between I/O), its line says
 * `"duration_ms":0,"clock":"coarse"`. One that is open when its page is hidden for good is written then, with
 * `"status":"unset","unfinished":true`, and not again.
 *
 * @example
 * ```js
 * const span = startSpan('load cart');
 * try { await load(); } catch (error) { span.recordError(error); throw error; } finally { span.end(); }
 * ```
 */
export declare function startSpan(name: string, options?: SpanOptions): Span;

/**
 * Runs `fn` inside a span: ambient as in {@link runWithTrace}, ended when `fn` returns or its promise settles. An error is
 * noted and passed on as it is.
 *
 * @example
 * ```js
 * const cart = await startActiveSpan('load cart', () => load(id));
 * ```
 */
export declare function startActiveSpan<T>(name: string, fn: (span: Span) => T): T;
export declare function startActiveSpan<T>(name: string, options: SpanOptions | undefined, fn: (span: Span) => T): T;

/** The span we are in, if any. */
export declare function getActiveSpan(): Span | undefined;

/** What a sampler may know of the request that is handled: a `Request`, or the same of a server of Node's kind. */
export interface SampledRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
}

/**
 * Decides whether a trace is recorded. Write your own, or use one of those below.
 *
 * A decision depends on what is passed in and nothing else, so a test chooses the ids, `extract({ traceparent })`, and the clock:
 * {@link adaptive} and {@link parentBased} take one.
 */
export interface Sampler {
  /**
   * @param context what was received, or the trace just started.
   * @param request what is handled; undefined for a span, a call of fetch, and events that are no requests.
   * @returns whether the sampled flag is to be set.
   */
  shouldSample(context: TraceContext, request?: SampledRequest): boolean;
  /**
   * Called behind each decision with the context that was made by it, before it is sent: the place to write into its `tracestate`
   * what others should know of the decision. {@link ratio} does.
   */
  mark?(context: TraceContext, request?: SampledRequest): void;
}

/** Records every trace. */
export declare function alwaysOn(): Sampler;
/** Records none. */
export declare function alwaysOff(): Sampler;
/**
 * Records this share of traces, the same ones on every service: the decision is taken from the random bits of the trace-id, or
 * from `rv` where `tracestate` has `ot=rv:...`.
 *
 * What it records says so to OpenTelemetry: `ot=th:c` in `tracestate` means that a quarter was kept, so each trace stands for
 * four. What others wrote into `ot` stays. Wherever a trace is continued, a threshold that the sampled flag contradicts is erased.
 * See [TraceState: Probability Sampling](https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/).
 *
 * @param probability 0 to 1. @throws `TypeError` for anything else.
 */
export declare function ratio(probability: number): Sampler;

/** How many traces a caller can make us record, in {@link parentBased}. */
export interface ForcedCap {
  /** Sampled flags of callers that are followed for each second. */
  maxPerSecond: number;
  /** And how many at once, after a quiet time: at least 1. Default: one second's worth. */
  burst?: number;
  /** Milliseconds since some moment. Default: the host's `performance.now()`. */
  clock?: () => number;
}

/**
 * Keeps the caller's decision where a trace is continued; asks `root` where one starts.
 *
 * A caller's sampled flag is a wish, and anybody can send it with every request. With a cap, no more of them are followed in any
 * `s` seconds than `maxPerSecond * s + burst`; the others are not recorded. Traces that start here do not count, and ask `root`.
 *
 * @throws `TypeError` when `root` is no sampler, and for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * traceHandler(handler, { sampler: parentBased(ratio(0.1), { maxPerSecond: 10, burst: 50 }), errors: 'always' });
 * ```
 */
export declare function parentBased(root: Sampler, cap?: ForcedCap): Sampler;

/**
 * Records this many traces a second, however many come: all of them below the target, and in a flood the target. What was not
 * used in quiet times is kept for one second's worth, so ten seconds never have more than a tenth above it.
 *
 * The clock gives milliseconds since some moment; default: the host's `performance.now()`.
 *
 * @throws `TypeError` when `targetPerSecond` is not a positive finite number.
 */
export declare function adaptive(options: { targetPerSecond: number; clock?: () => number }): Sampler;

/** One rule of {@link byRoute}. */
export interface Route {
  /**
   * A path, and everything below it: `/health` covers `/health/live`, but not `/healthz`. As a URL parser writes it; the query
   * never counts.
   */
  path: string;
  /** As it is sent, such as `GET`. Default: any. */
  method?: string;
  /** Asked about requests that the route covers. It hears of continued traces too: {@link parentBased} keeps a caller's decision. */
  sampler: Sampler;
}

/**
 * Asks the sampler of the first route that covers a request, and `otherwise` where none does or where there is no request.
 *
 * @param otherwise default: `parentBased(alwaysOn())`.
 * @throws `TypeError` that names the route which is wrong, and why.
 *
 * @example
 * ```js
 * byRoute([
 *   { path: '/health', sampler: alwaysOff() },
 *   { path: '/checkout', method: 'POST', sampler: alwaysOn() },
 * ], parentBased(ratio(0.1)));
 * ```
 */
export declare function byRoute(routes: readonly Route[], otherwise?: Sampler): Sampler;

/**
 * Where context may go: an origin (`https://api.example`), an origin and a path prefix, a pattern for origin + path, or a
 * function that returns true or false. The query never counts.
 */
export type Target = string | RegExp | ((url: URL) => boolean);

/** Why headers were sent, or not. */
export interface Explanation {
  /** Whether the call carries our headers. */
  sent: boolean;
  /** A sentence, such as `not sent: no entry of targets matches`. */
  reason: string;
  /** The entry of `targets` or `ignore` that decided, where one did. */
  rule?: Target;
  /**
   * For a cross-origin call from a page: the response header that the other server needs for the headers that this call
   * would carry. Add their names to those that the server allows already.
   */
  cors?: string;
}

/** What one call says about its own tracing, in {@link TracedInit.tracehop}. */
export interface CallOptions {
  /** `false`: no headers on this call; its span is made. `true` is the default, and sends none where no target is. */
  sent?: boolean;
  /** The parent of this call, in place of the ambient context. */
  context?: TraceContext | undefined;
  /** Whether this call is recorded, whatever the sampler and the parent say. */
  sampled?: boolean;
}

/** The `init` of a traced fetch. */
export interface TracedInit extends RequestInit {
  /**
   * `false` for a plain fetch, without headers and span. The fetch inside does not get this key. What is wrong in it is
   * reported once and ignored; `sent: false` holds.
   *
   * @example
   * ```js
   * await fetch('/poll', { tracehop: { sampled: false } });
   * ```
   */
  tracehop?: false | CallOptions | undefined;
}

/** Whether a wrapper traces, asked at each call. */
export type Enabled = boolean | (() => boolean);

/**
 * Turns tracing off, or on again, at once and for every copy of the package that is loaded: a traced fetch is then the fetch
 * inside it, a traced handler the handler, and no span line is written, also of what is in flight. Loggers go on, without ids;
 * `getTraceContext()` is undefined. What you call by hand stays yours: `extract`, `inject`, `make`.
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

/** What the end of a client span says to {@link FetchOptions.onEnd}. */
export interface FetchResult {
  /** Present when headers arrived. Do not read its body: it is the caller's. */
  response?: Response;
  /** Present when fetch rejected. */
  error?: unknown;
}

/** Options of {@link traceFetch} and {@link instrumentFetch}. An unknown name or a wrong type is a `TypeError` at set-up. */
export interface FetchOptions {
  /** Written as `service` on the span's line. Default: the service of the handler we are in. */
  service?: string;
  /** The fetch to call; for a service binding `(input, init) => env.STOCK.fetch(input, init)`. Default: `globalThis.fetch` at the time of the call. */
  fetch?: typeof fetch;
  /** Where headers may go. Default: the page's own origin in browsers; nowhere else. */
  targets?: readonly Target[];
  /** Where they never go, and no span is made. Wins over `targets`. */
  ignore?: readonly Target[];
  /** Asked when the call starts a trace. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
  /** The parent when no ambient context exists. Default: in a page, the context that {@link traceMeta} wrote. */
  context?: TraceContext | undefined | (() => TraceContext | undefined);
  /**
   * What happens to a `traceparent` that the caller set. Default `keep`. The one that {@link traceHandler} received, in a
   * request that is passed on, is always replaced: what comes next is our child.
   */
  override?: 'keep' | 'replace';
  /** Whether headers of an unsampled trace are sent. Default `propagate`. */
  unsampled?: 'propagate' | 'omit';
  /**
   * Adds the list-member `tracehop=<span id>` to `tracestate`, 26 characters: where a proxy on the way makes a span of its own, the
   * server's line then says `"hidden_hop":true`, and in `last_span_id` which call it was. Whoever of ours passes the trace on keeps
   * the member true. Default `false`.
   */
  lineage?: boolean;
  /** Called before the request leaves. What it throws is reported once and changes nothing. */
  onStart?: (span: Span, request: { readonly url: string; readonly method: string }) => void;
  /** Called before the span ends. What it throws is reported once and changes nothing. */
  onEnd?: (span: Span, result: FetchResult) => void;
  /**
   * When the span ends: {@link untilBody}, which outside of pages is also called `'body'`. Default: when the headers arrive. `onEnd`
   * is called then, too.
   *
   * @example
   * ```js
   * traceFetch({ end: untilBody });
   * ```
   */
  end?: typeof untilBody | 'body';
  /**
   * Adds the sizes that headers tell: {@link bodySizes}. Default: none.
   *
   * @example
   * ```js
   * traceFetch({ sizes: bodySizes });
   * ```
   */
  sizes?: typeof bodySizes;
  /**
   * Who follows redirects: {@link followRedirects}, outside of pages. Default: the platform, which carries our headers on to
   * wherever they lead.
   *
   * @example
   * ```js
   * traceFetch({ targets: ['https://stock.example'], redirects: followRedirects });
   * ```
   */
  redirects?: typeof followRedirects;
  /** What `url.full` says. Gets the URL as already redacted. */
  redact?: (url: string) => string;
  /** Where the span's line goes. */
  log?: Log;
  /** How the span's line is to be read. Default: the dialect of the handler we are in. */
  dialect?: Dialect;
  /**
   * Whether calls are traced: `false`, or a function that says so at each call. Only `true` turns it on; a function that throws
   * or gives anything else is reported once and means off. See {@link setEnabled} for all wrappers together.
   *
   * @example
   * ```js
   * traceFetch({ enabled: () => localStorage.getItem('consent') === 'yes' });
   * ```
   */
  enabled?: Enabled;
  /**
   * Adds to each span line what {@link TracedFetch.explain} says: `tracehop.sent`, `tracehop.reason`, and where there is one
   * `tracehop.rule` as text and `tracehop.cors`. Default `false`.
   */
  debug?: boolean;
}

/** A fetch that carries the trace. */
export interface TracedFetch {
  (input: RequestInfo | URL, init?: TracedInit): Promise<Response>;
  /**
   * What a call with these arguments would do about headers now, and why. Sends nothing, and leaves bodies and headers that can be
   * read once to the call. Where the call would start a trace, its sampler is asked, as the call asks it.
   */
  explain(input: RequestInfo | URL, init?: TracedInit): Explanation;
}

/**
 * A function with the shape of `fetch` that sends `traceparent` and `tracestate` where they may go and writes one client
 * span line for each call. Nothing global is touched; what you pass is never changed, and what fetch gave is what you get.
 *
 * A redirect that the platform follows carries the headers on, to another origin too. Outside of pages, {@link followRedirects}
 * takes them off. In a page the other origin has to allow them by CORS, or the call has to go to `ignore`, or use
 * `redirect: 'manual'`.
 *
 * Where the response names the server's own operation (`Server-Timing: traceparent;desc="00-..."`, also under the name
 * `trace`, or `traceresponse`), the line has `server.span_id` and `server.trace_flags`, and `server.trace_id` where the server
 * started a trace of its own. Another origin has to expose these headers: `Access-Control-Expose-Headers: server-timing,
 * traceresponse`.
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
 * Puts a traced fetch in place of `globalThis.fetch`. @returns the undo.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 */
export declare function instrumentFetch(options?: FetchOptions): () => void;

/**
 * Lets a span last until its caller has done with the response: for option `end` of {@link FetchOptions}. It ends when the body
 * was read to its end, by any of its methods or through its stream, or cancelled, or has failed; at once where there is no body.
 * A failure while the body arrives is an error of the span, which keeps the response's status code; an abort of the call is
 * `cancelled`. A pipe that its signal stops, or whose other end fails, cancels the body.
 *
 * The body is never read, locked, cloned or replaced for this: the response and its stream get own methods, not enumerable,
 * that call theirs and see the outcome. After `clone()` or `tee()` the span ends when the first copy has been read to its end,
 * or all are cancelled.
 *
 * What the platform reads by itself is not seen: a response that a handler returns, `new Response(response.body)`, a stream that
 * is posted to a worker. Neither is a body that nobody reads. Such a span is written as `unfinished` when the page is hidden
 * for good, or when the body is collected as garbage, where the host has FinalizationRegistry and calls it; elsewhere never.
 *
 * @param response what fetch gave.
 * @param end ends the span; with an argument, as failed by that error.
 * @param span the span of the call.
 * @returns whether the span stays open until `end` is called.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ end: untilBody });
 * await (await fetch('/report')).text(); // duration_ms covers the download
 * ```
 */
export declare function untilBody(
  response: Response,
  end: (...failure: [error?: unknown]) => void,
  span: Span,
): boolean;

/**
 * Adds `http.request.body.size` and `http.response.body.size` to spans where the headers have a `Content-Length`: for option
 * `sizes` of {@link FetchOptions}. They are the bytes that travel, compressed if they are. No body is read for it, so a body of
 * which nobody has said the length has no size; browsers set the length of requests themselves, and nobody sees it.
 *
 * @param span the span of the call.
 * @param side which of the two.
 * @param message what has `headers`: a record, pairs, or `Headers`.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ sizes: bodySizes });
 * await fetch('/report'); // "http.response.body.size":48213
 * ```
 */
export declare function bodySizes(
  span: Span,
  side: 'request' | 'response',
  message: { readonly headers?: HeadersInit },
): void;

/**
 * Follows the redirects of calls that carry our headers, by the rules of fetch, and takes the headers off wherever no target
 * matches: for option `redirects` of {@link FetchOptions}, in Node, Deno, Bun and edge workers. In a page it changes nothing, for
 * browsers show nobody where a redirect leads. `redirect: 'manual'` and `'error'` stay what they are.
 *
 * You get what the platform would have given, with these differences:
 *
 * - A redirect that cannot be followed (no URL in `Location`, more than 20, a stream as body, another origin for `mode:
 *   'same-origin'`) is a `TypeError` of ours, without the platform's `cause`.
 * - `redirected`, `type`, and `clone()` which keeps them, are own properties of a redirected response. They say what Fetch says,
 *   so `type` is `cors` after another origin; Deno itself has `basic`.
 * - Bodies are kept until the answer is here, and are sent again for 307 and 308, also where the platform fails to: that of a
 *   `Request` by `clone()`, even if it was a stream. Headers of a body that is dropped are dropped, which workerd does not do.
 * - `Authorization`, `Proxy-Authorization`, `Cookie` and `Host` never leave for another origin, also where the platform would
 *   let them.
 * - A call with `integrity` is left to the platform, without our headers: {@link TracedFetch.explain} says so.
 * - What a `Request` keeps to itself, such as Node's `dispatcher`, is for its first request only; in `init` it is for all.
 *
 * @param send calls the fetch inside with these arguments, for this URL.
 * @param args the arguments of the call, with our headers.
 * @param isTarget whether a URL may get our headers.
 * @param names which headers of the arguments are ours: a `tracestate` can be the caller's.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ targets: ['https://stock.example'], redirects: followRedirects });
 * ```
 */
export declare function followRedirects(
  send: (args: [input: RequestInfo | URL, init?: RequestInit], url: string) => Promise<Response>,
  args: [input: RequestInfo | URL, init?: RequestInit],
  isTarget: (url: string) => boolean,
  names: readonly string[],
): Promise<Response>;

/** Options of {@link traceHandler}. An unknown name or a wrong type is a `TypeError` at set-up. */
export interface HandlerOptions {
  /** Written as `service` on every line of the request. */
  service?: string;
  /** Where lines go. */
  log?: Log;
  /** How every line of the request is to be read. */
  dialect?: Dialect;
  /**
   * Which log lines of the request are written; see {@link logRatio}. Of a request that fails all are: its handler throws, its
   * span ends as an error, or something logs an error.
   */
  logSampler?: LogSampler;
  /** Whether to record. Default: `parentBased(alwaysOn())`, so a caller's sampled flag is followed; {@link parentBased} takes a cap. */
  sampler?: Sampler;
  /**
   * Whose traces are continued:
   *
   * - `accept`: everybody's. The default, because a handler mostly stands behind pages and services of the same owner, and each
   *   restart tears a trace in two. All that a stranger can do with it is to choose ids, and to have requests recorded or not:
   *   `parentBased(root, cap)` bounds the one, `errors: 'always'` the other.
   * - `restart`: nobody's. For a public address whose callers send traces of their own.
   * - A function of the request. One that fails trusts nobody.
   * - `{secretHeader, secret}`: that of callers who send the secret in this header. 16 to 256 visible ASCII characters, compared in
   *   a time that tells nothing of them. The header stays in the request: do not pass it on to others.
   *
   * A restarted trace keeps nothing of the headers, but its line `links` the operation that the stranger named.
   *
   * @example
   * ```js
   * traceHandler(handler, (env) => ({ trust: { secretHeader: 'x-trace-secret', secret: env.TRACE_SECRET } }));
   * ```
   */
  trust?:
    | 'accept'
    | 'restart'
    | ((request: Request) => boolean)
    | { readonly secretHeader: string; readonly secret: string };
  /**
   * Which errors get their line: `sampled`, those of sampled requests (the default), or `always`. The line of an unsampled request
   * that failed (5xx, or thrown) has `"sampled":"late"`, and its response names it with the sampled flag set. Spans inside it
   * ended unsampled, and are not written; log lines are, as ever.
   */
  errors?: 'sampled' | 'always';
  /** The line of an unsampled request that took longer than this is written too, as in {@link HandlerOptions.errors}. Default: none. */
  slowerThanMs?: number;
  /**
   * Adds the list-member of {@link FetchOptions.lineage} to what is sent while a request is handled, also by `inject`. A hidden hop
   * before this handler is told with or without it. Default `false`.
   */
  lineage?: boolean;
  /**
   * Answer a thrown error with a 500 instead of throwing it on. It carries the trace and nothing of the error: `trace_id` in a
   * JSON body, or for whoever does not accept JSON, or rather reads HTML or text, the header `traceresponse`. Default `false`.
   */
  errorResponse?: boolean;
  /** Which response headers tell the caller the trace. Default `['server-timing']`; `[]` for none. */
  responseHeaders?: readonly ('server-timing' | 'traceresponse')[];
  /**
   * Which other origins' pages may read these headers; `'*'` for all. Default: none. What your handler allows stays allowed.
   *
   * A page reads another origin's `Server-Timing` in two ways, and each has its own lock. `performance.getEntries()` shows it
   * where the response's `Timing-Allow-Origin` names the page's origin, and then also shows the timings of DNS, TLS and the
   * redirects. `response.headers`, which {@link traceFetch} reads, shows it where `Access-Control-Expose-Headers` names the
   * header; whether the page gets the response at all is your CORS's own decision.
   *
   * @example
   * ```js
   * traceHandler(handler, { expose: ['https://app.example'] });
   * // timing-allow-origin: https://app.example
   * // access-control-expose-headers: server-timing
   * ```
   */
  expose?: '*' | readonly string[];
  /** Called when the span has started. What it throws is reported once and changes nothing. */
  onStart?: (span: Span, request: Request) => void;
  /** Called before the span ends. What it throws is reported once and changes nothing. */
  onEnd?: (span: Span, result: { response?: Response; error?: unknown }) => void;
  /** What `url.path` and `url.query` are taken from. Gets the URL as already redacted. */
  redact?: (url: string) => string;
  /** Whether requests are traced, as in {@link FetchOptions.enabled}. Where not, your handler is called as it is, without `errorResponse`. */
  enabled?: Enabled;
  /** Where a queue's message carries its headers. Default: in its body, where `inject(context.child(), body)` puts them. */
  carrier?(message: { readonly body?: unknown }): ReadCarrier;
}

/** Handlers of a worker, or of a Durable Object. Other members stay as they are. */
export interface Handlers {
  fetch?(request: Request, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  scheduled?(controller: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  queue?(batch: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  email?(message: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  alarm?(info: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
}

/** The same handlers as their host sees them: without the fourth parameter. */
export type TracedHandlers<H> = { [Name in keyof H]: TracedMember<H[Name]> };

/** One member of {@link TracedHandlers}. */
export type TracedMember<F> = F extends (...args: infer Args) => infer Result
  ? Args extends [infer Event, infer Env, infer Ctx, TraceContext | undefined]
    ? (event: Event, env: Env, ctx: Ctx) => Result
    : F
  : F;

/**
 * Options that depend on the environment, called once for each `env`; with a second parameter, for each request, which
 * other events have none of. What it throws, or gives that are no options, is reported once, and the defaults are used, but for
 * `trust: 'restart'`: a secret may be what is missing.
 */
export type HandlerOptionsOf<Env> = (env: Env, request: Request | undefined) => HandlerOptions;

/**
 * Wraps an edge handler: continues the caller's trace or starts one, runs the handler with its span ambient, writes one
 * server span line and adds the trace to the response's `Server-Timing`. The handler gets what the host passed, and as
 * fourth argument the {@link TraceContext}, for hosts without AsyncLocalStorage; undefined only where tracing cannot work.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * export default {
 *   fetch: traceHandler(async (request, env) => new Response('ok'), { service: 'cart' }),
 * };
 * ```
 */
export declare function traceHandler<Req extends Request = Request, Env = unknown, Ctx = unknown>(
  handler: (request: Req, env: Env, ctx: Ctx, trace: TraceContext | undefined) => Response | Promise<Response>,
  options?: HandlerOptions | HandlerOptionsOf<Env>,
): (request: Req, env?: Env, ctx?: Ctx) => Promise<Response>;
/**
 * The same for a class with handlers, such as a Durable Object: the class it gives has traced methods.
 *
 * @example
 * ```js
 * export const Counter = traceHandler(class extends DurableObject { fetch(request) { ... } alarm() { ... } });
 * ```
 */
export declare function traceHandler<Class extends new (...args: never[]) => Handlers, Env = unknown>(
  handlers: Class,
  options?: HandlerOptions | HandlerOptionsOf<Env>,
): Class;
/**
 * The same for an object of handlers. `scheduled`, `queue`, `email` and `alarm` start a trace each and get one span. The span
 * of a batch `links` the contexts that came with its messages; to continue one of those traces, start a span in it.
 *
 * @example
 * ```js
 * export default traceHandler({
 *   async queue(batch) {
 *     for (const { body } of batch.messages) {
 *       await startActiveSpan('pack', { kind: 'consumer', context: extract(body) }, () => pack(body));
 *     }
 *   },
 * }, (env) => ({ service: env.SERVICE }));
 * ```
 */
export declare function traceHandler<H extends Handlers, Env = unknown>(
  handlers: H,
  options?: HandlerOptions | HandlerOptionsOf<Env>,
): TracedHandlers<H>;

/**
 * The tag that makes a page part of the trace of the request which made it: put it into the `<head>`. Spans of the page that
 * have no other parent and start within 30 s of the navigation then continue that trace; later ones start their own.
 *
 * HTML from a cache names somebody else's trace, so the tag also says when it was written, and a page joins only what is proven
 * fresh: the navigation came over the network, not through a service worker, a prefetch or the history; and the time in the tag
 * lies between the page's request and its arrival, give or take 5 s for the two clocks. All else joins nothing, a tag without
 * `data-time` too. What no page can see is a shared cache that keeps HTML for less than those 5 s: leave the tag out there.
 *
 * Without access to the HTML, add the time to a response that {@link traceHandler} answers with, as
 * `Server-Timing: traceparent-time;desc=MILLISECONDS`; browsers show pages of https that header.
 *
 * @param context default: the ambient one. Where tracing cannot work it is undefined, and the tag is empty.
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

/** How grave a log line is. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Writes one line of JSON for each call. */
export interface Logger {
  debug(message: unknown, fields?: unknown): void;
  info(message: unknown, fields?: unknown): void;
  warn(message: unknown, fields?: unknown): void;
  error(message: unknown, fields?: unknown): void;
  /** A logger that adds these fields to every line. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/**
 * Which log lines are written: a share of traces for each level, 0 to 1. It is decided by the random bits of the trace-id, so
 * all services that use the same share keep the lines of the same traces. Levels that are not named are written, and errors
 * always are.
 */
export interface LogShares {
  debug?: number;
  info?: number;
  warn?: number;
}

/** What {@link logRatio} gives. */
export interface LogSampler {
  /** Whether a line of this level is written also if nothing fails. */
  keeps(level: Level, context: TraceContext | undefined): boolean;
}

/**
 * Writes the log lines of a share of traces, and all lines of requests that fail. Inside {@link traceHandler} the others are
 * held back until the request has ended, at most 1,000 lines and 256 Ki characters of them, and are then written as they were,
 * in their order and with their times, or dropped. Elsewhere the trace-id alone decides. A logger that no ambient context tells its
 * request, on a host without AsyncLocalStorage, knows nothing of the handler's: give it to `createLogger`, too. {@link stats} counts what was dropped.
 *
 * @throws `TypeError` for an unknown level or a share that is no number from 0 to 1.
 *
 * @example
 * ```js
 * export default {
 *   fetch: traceHandler(handler, { logSampler: logRatio({ debug: 0, info: 0.01 }) }),
 * };
 * ```
 */
export declare function logRatio(shares?: LogShares): LogSampler;

/** Options of {@link createLogger}. An unknown name or a wrong type is a `TypeError`. */
export interface LoggerOptions {
  /** Default: the service of the handler we are in when a line is written. */
  service?: string;
  /** Lines below it are not written. Default `debug`. */
  level?: Level;
  /** Fields of every line. */
  fields?: Readonly<Record<string, unknown>>;
  /** Where lines go. Default: the log of the handler we are in, else `console.log`. */
  log?: Log;
  /** How lines are to be read. Default: the dialect of the handler we are in, else the lines of this documentation. */
  dialect?: Dialect;
  /** Which lines are written. Default: what the handler we are in says, else all. */
  logSampler?: LogSampler;
  /** The context when no ambient one exists. */
  context?: TraceContext | undefined | (() => TraceContext | undefined);
}

/**
 * A logger whose lines carry the ambient `trace_id` and `span_id`. Any message and any fields give one valid line: cycles,
 * BigInt, errors, throwing getters included. Reserved keys in fields are written with a `_` before them.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type. The logger's methods never throw.
 *
 * @example
 * ```js
 * createLogger({ service: 'cart' }).info('cart loaded', { items: 3 });
 * // {"timestamp":"2025-03-15T14:02:05.123Z","level":"info","message":"cart loaded","service":"cart","trace_id":"4bf9...",...}
 * ```
 */
export declare function createLogger(options?: LoggerOptions): Logger;

/**
 * A logger you already have, with `trace_id` and `span_id` added to each call: through its `child(fields)` where it has one
 * (pino, winston, bunyan), else as an object after the arguments (console).
 *
 * @throws `TypeError` when `base` is not an object.
 */
export declare function createContextualLogger<T extends object>(base: T): T;

/** What became of spans, or of log lines: `created` is always the sum of all others. */
export interface Counts<Reason extends string> {
  /** How many there were. */
  created: number;
  /** How many were written. */
  emitted: number;
  /** How many were not, and why. */
  dropped: Record<Reason, number>;
  /** Of how many it is not decided yet: spans that have not ended, log lines that are held back. */
  open: number;
}

/** What {@link stats} gives: the counts of spans, and of log lines. */
export interface Stats
  extends Counts<
    /** Their trace is not sampled. */
    | 'unsampled'
    /** Tracing was off when they ended: {@link setEnabled}. */
    | 'disabled'
    /** Option `log` was false. */
    | 'logOff'
    /** Option `log`, or the console, threw. */
    | 'logThrew'
    /** A call or a request went on untraced: WebAssembly or secure randomness failed, or what was passed broke when it was read. */
    | 'failed'
  > {
  /** Log lines. `unsampled`: a {@link LogSampler} left them out. `overflow`: their request held back more than it may. */
  lines: Counts<'unsampled' | 'overflow' | 'logOff' | 'logThrew'>;
}

/**
 * What became of every span and every log line since the program started, so that what was lost can be seen. A line below a
 * logger's `level` is none. A call or a request that is switched off, by `enabled` or before it begins, is no span.
 *
 * @example
 * ```js
 * const { created, emitted, dropped, open } = stats();
 * ```
 */
export declare function stats(): Stats;
