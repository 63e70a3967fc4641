import type { Enabled } from './ambient.js';
import type { ReadCarrier, TraceContext } from './context.js';
import type { FetchOptions, traceFetch } from './fetch.js';
import type { Dialect, Log, logRatio, LogSampler } from './lines.js';
import type { Level } from './record.js';
import type { parentBased, Sampler } from './sampling.js';
import type { Span } from './span.js';

/** Options of {@link traceHandler}. An unknown name or a wrong type is a `TypeError` at set-up. */
export interface HandlerOptions {
  /** Written as `service` on every line of the request. */
  service?: string;
  /** Where all records of the request go. Default: the console. */
  log?: Log;
  /** The dialect of all lines of the request. */
  dialect?: Dialect;
  /**
   * The lowest level that loggers write inside the request, unless a logger has a level of its own. Default: `debug`.
   * Spans are not affected: a sampler decides about them.
   */
  level?: Level;
  /**
   * Decides which log lines of the request are written: see {@link logRatio}. All lines are written if the request
   * fails: its handler throws, its span ends as an error, or an error is logged.
   */
  logSampler?: LogSampler;
  /**
   * Decides whether the request is recorded. Default: `parentBased(alwaysOn())`, which follows the caller's sampled
   * flag. {@link parentBased} accepts a cap.
   */
  sampler?: Sampler;
  /**
   * Whose traces are continued:
   *
   * - `accept`: everybody's. This is the default, because a handler mostly runs behind pages and services of the same
   *   owner, and each restart splits a trace. Other callers can choose ids, and can have requests recorded or not:
   *   `parentBased(root, cap)` limits the first, `errors: 'always'` the second.
   * - `restart`: no caller's. Use it behind a public address, where unknown callers send `traceparent` headers.
   * - A function of the request. If it throws, the trace restarts.
   * - `{secretHeader, secret}`: those of callers that send the secret in this header. It has 16 to 256 visible ASCII
   *   characters and is compared in constant time. The header stays in the request: do not pass it on to others.
   *
   * A restarted trace keeps nothing of the headers, but the span's `links` name the caller's operation.
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
   * Which failed requests (5xx, or thrown) have a line: `sampled`, those whose trace is sampled (the default), or
   * `always`.
   *
   * With `always`, the line of a failed unsampled request has `"sampled":"late"`, and its response names it with the
   * sampled flag set. Spans inside it have already ended unsampled and are not written.
   */
  errors?: 'sampled' | 'always';
  /**
   * Also writes the line of an unsampled request that took longer than this, as with `errors: 'always'`. Default: none.
   */
  slowerThanMs?: number;
  /**
   * Adds the list-member of {@link FetchOptions.lineage} to everything that is sent while a request is handled,
   * including by `inject`. A hidden hop before this handler is reported with or without it. Default: `false`.
   */
  lineage?: boolean;
  /**
   * Answers a thrown error with a 500 instead of throwing it on. A thrown `Response`, and what Next.js throws for
   * redirects and not found (known by its `digest`), are answers: they are thrown on. The response carries the trace
   * and nothing of the error: `trace_id` in a JSON body, or the header `traceresponse` for a caller that does not
   * accept JSON or prefers HTML or text. Default: `false`.
   *
   * A function makes the response itself, so that your API keeps its own shape of errors. An error that it answers with
   * a status below 500 is no failure of the span. If it throws or returns something else, that is reported once, and
   * the answer is the one above.
   *
   * @example
   * ```js
   * traceHandler(handler, {
   *   errorResponse: ({ traceId }, error) =>
   *     Response.json({ error: 'internal', traceId, message: 'Please try again.' }, { status: 500 }),
   * });
   * ```
   */
  errorResponse?: boolean | ((trace: TraceContext, error: unknown, request: Request) => Response | Promise<Response>);
  /** Which response headers name the trace. Default: `['server-timing']`. `[]` for none. */
  responseHeaders?: readonly ('server-timing' | 'traceresponse')[];
  /**
   * Which other origins' pages may read these headers. `'*'` for all. Default: none. Permissions that your handler sets
   * stay.
   *
   * A page can read another origin's `Server-Timing` in two ways, and each needs its own permission:
   *
   * - `performance.getEntries()` shows it if the response's `Timing-Allow-Origin` names the page's origin. It then also
   *   shows the timings of DNS, TLS and redirects.
   * - `response.headers`, which {@link traceFetch} reads, shows it if `Access-Control-Expose-Headers` names the header.
   *   Whether the page gets the response at all is decided by your CORS headers.
   *
   * @example
   * ```js
   * traceHandler(handler, { expose: ['https://app.example'] });
   * // timing-allow-origin: https://app.example
   * // access-control-expose-headers: server-timing
   * ```
   */
  expose?: '*' | readonly string[];
  /**
   * The route of a request: the pattern of its path, such as `/carts/:id`, or a function of the request. The span is
   * named by it, `GET /carts/:id`, and has it in `http.route`. It has at most 256 characters.
   *
   * The function is called when the request arrives and, if it gave nothing, when it has been answered. Default: none;
   * `traceMiddleware` finds the routes of Express. Where only the handler knows it, use {@link Span.setName}.
   *
   * @example
   * ```js
   * traceHandler(handler, { route: ({ url }) => new URL(url).pathname.replace(/\d+/g, ':id') });
   * ```
   */
  route?: string | ((request: Request) => string | undefined);
  /** Called when the span has started. If it throws, that is reported once and changes nothing. */
  onStart?: (span: Span, request: Request) => void;
  /** Called before the span ends. If it throws, that is reported once and changes nothing. */
  onEnd?: (span: Span, result: { response?: Response; error?: unknown }) => void;
  /** Changes the URL from which `url.path` and `url.query` are taken. It gets the URL as already redacted. */
  redact?: (url: string) => string;
  /**
   * Whether requests are traced, as in {@link FetchOptions.enabled}. If not, your handler is called directly, without
   * `errorResponse`.
   */
  enabled?: Enabled;
  /** Finds the headers of a queue's message. Default: in its body, where `inject(context.child(), body)` puts them. */
  carrier?(message: { readonly body?: unknown }): ReadCarrier;
}

/** The handlers of a worker or of a Durable Object. Other members are left alone. */
export interface Handlers {
  /** A request. */
  fetch?(request: Request, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  /** A cron trigger. */
  scheduled?(controller: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  /** A batch of messages. */
  queue?(batch: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  /** An incoming email. */
  email?(message: unknown, env: unknown, ctx: unknown, trace: TraceContext | undefined): unknown;
  /** An alarm of a Durable Object. */
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
 * Makes options from the environment. It is called once for each `env`. With a second parameter, it is called for each
 * request, and for other events with `undefined`.
 *
 * If it throws, or returns something other than options, that is reported once, and the defaults are used, but with
 * `trust: 'restart'`: the missing part may be a secret.
 */
export type HandlerOptionsOf<Env, Options extends HandlerOptions = HandlerOptions> = (
  env: Env,
  request: Request | undefined,
) => Options & OnlyKnown<Options>;

/** Names an option that does not exist in the error, where TypeScript itself would take it. */
export type OnlyKnown<Options> = [Exclude<keyof Options, keyof HandlerOptions>] extends [never]
  ? unknown
  : { readonly [Name in Exclude<keyof Options, keyof HandlerOptions>]: `there is no option ${Name & string}` };

/**
 * Wraps an edge handler. For each request, it:
 *
 * - continues the caller's trace, or starts one;
 * - runs the handler with its span ambient;
 * - writes one server span line;
 * - names the trace in the response's `Server-Timing`.
 *
 * The handler gets the arguments of the host, and the {@link TraceContext} as fourth argument, for hosts without
 * AsyncLocalStorage. It is undefined only where tracing cannot work. A handler inside a traced handler, as of a part of
 * the application, gets the context of the outer one, which alone writes a span. Properties of the function stay.
 *
 * An error is logged and thrown on. These are no errors: a thrown `Response`, whose status counts; what Next.js throws
 * for redirects and not found; the reason of the request's own signal, when its caller has gone (`"cancelled":true`).
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
export declare function traceHandler<
  Req extends Request = Request,
  Env = unknown,
  Ctx = unknown,
  Options extends HandlerOptions = HandlerOptions,
>(
  handler: (request: Req, env: Env, ctx: Ctx, trace: TraceContext | undefined) => Response | Promise<Response>,
  options?: HandlerOptions | HandlerOptionsOf<Env, Options>,
): (request: Req, env?: Env, ctx?: Ctx) => Promise<Response>;
/**
 * Wraps a class with handlers, such as a Durable Object. The returned class extends it. Its handlers are traced,
 * whether they are methods, accessors or fields.
 *
 * @example
 * ```js
 * export const Counter = traceHandler(class extends DurableObject { fetch(request) { ... } alarm() { ... } });
 * ```
 */
export declare function traceHandler<
  Class extends new (
    ...args: never[]
  ) => object,
  Env = unknown,
  Options extends HandlerOptions = HandlerOptions,
>(handlers: Class, options?: HandlerOptions | HandlerOptionsOf<Env, Options>): Class;
/**
 * Wraps an object of handlers. All other members are those of the given object, and run on it. Each `scheduled`,
 * `queue`, `email` and `alarm` event starts a trace and has one span. The span of a batch `links` the contexts of its
 * messages. To continue one of those traces, start a span in it.
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
export declare function traceHandler<
  H extends Handlers,
  Env = unknown,
  Options extends HandlerOptions = HandlerOptions,
>(handlers: H, options?: HandlerOptions | HandlerOptionsOf<Env, Options>): TracedHandlers<H>;
/** Takes all that the others take: TypeScript reports a wrong option by the last of them. */
export declare function traceHandler<
  Req extends Request = Request,
  Env = unknown,
  Ctx = unknown,
  Options extends HandlerOptions = HandlerOptions,
>(
  handler:
    | ((request: Req, env: Env, ctx: Ctx, trace: TraceContext | undefined) => Response | Promise<Response>)
    | (new (
        ...args: never[]
      ) => Handlers)
    | Handlers,
  options?: HandlerOptions | HandlerOptionsOf<Env, Options>,
): unknown;
