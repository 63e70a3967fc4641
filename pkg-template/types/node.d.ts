/**
 * Middleware for servers with `(request, response, next)`: `node:http`, Express and Connect, in Node, Deno and Bun.
 *
 * @module
 */

import type { TraceContext } from './context.js';
import type { HandlerOptions } from './handler.js';
import type { Span } from './span.js';

/** The part of a request that the middleware needs: `http.IncomingMessage` and Express's `Request` have it. */
export interface NodeRequest {
  /** Such as `GET`. */
  readonly method?: string | undefined;
  /** Path and query. */
  readonly url?: string | undefined;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The part of a response that the middleware needs: `http.ServerResponse` and Express's `Response` have it. */
export interface NodeResponse {
  /** The status code that is sent with the head. */
  statusCode: number;
  /** Whether the head is already sent. */
  readonly headersSent: boolean;
  /** Sets a header of the head. */
  setHeader(name: string, value: string): unknown;
  /** Reads a header that was set. */
  getHeader(name: string): unknown;
  /** Adds a listener for `finish` and `close`. */
  once(event: string, listener: () => void): unknown;
}

/** Options of {@link traceMiddleware}: those of `traceHandler`, with the server's own request and response. */
export interface MiddlewareOptions<Req extends NodeRequest = NodeRequest>
  extends Omit<HandlerOptions, 'trust' | 'errorResponse' | 'carrier' | 'route' | 'onStart' | 'onEnd'> {
  /** Whose traces are continued, as in {@link HandlerOptions.trust}. */
  trust?:
    | 'accept'
    | 'restart'
    | ((request: Req) => boolean)
    | { readonly secretHeader: string; readonly secret: string };
  /** The route, as in {@link HandlerOptions.route}. Default: the one that Express has matched. */
  route?: string | ((request: Req) => string | undefined);
  /**
   * Answers errors, as in {@link HandlerOptions.errorResponse}: errors that `next` throws, and in Express those that
   * reach {@link TraceMiddleware.errors}. A function may also answer with `response` itself, and return nothing.
   * Default: `false`, which leaves errors to the server.
   */
  errorResponse?:
    | boolean
    | ((
        trace: TraceContext,
        error: unknown,
        request: Req,
        response: NodeResponse,
      ) => Response | undefined | Promise<Response | undefined>);
  /** Called when the span has started. If it throws, that is reported once and changes nothing. */
  onStart?: (span: Span, request: Req) => void;
  /**
   * Called before the span ends. `error` is the error that `next` threw, that reached {@link TraceMiddleware.errors},
   * or that broke the response.
   */
  onEnd?: (span: Span, result: { response?: NodeResponse; error?: unknown }) => void;
}

/** The result of {@link traceMiddleware}. */
export interface TraceMiddleware<Req extends NodeRequest = NodeRequest> {
  /** The middleware. */
  <T>(request: Req, response: NodeResponse, next?: () => T): T | undefined;
  /**
   * Express's errors, which never reach the middleware: register it after your routes. It writes the error's line,
   * names the error on the span, and answers by option `errorResponse`, or else passes the error on.
   *
   * @example
   * ```js
   * const trace = traceMiddleware({
   *   errorResponse: ({ traceId }) => Response.json({ error: 'internal', traceId }, { status: 500 }),
   * });
   * app.use(trace);
   * app.get('/cart/:id', cart);
   * app.use(trace.errors);
   * ```
   */
  readonly errors: (error: unknown, request: Req, response: NodeResponse, next: (error?: unknown) => void) => void;
}

/**
 * Makes a middleware. For each request, it:
 *
 * - continues the caller's trace, or starts one;
 * - runs the next handlers with the span ambient, and listeners of the request and response, too;
 * - names the trace in `Server-Timing` when the head is written;
 * - writes the span's line when the response is sent, or with `cancelled` if the connection closes before that.
 *
 * An error of `next` is logged when the request fails with it. If somebody further out answers it with a status code
 * below 500, as Koa does with `ctx.throw(404)`, the answer counts.
 *
 * Register it before the handlers that you want to trace. In Koa, use
 * `app.use((ctx, next) => trace(ctx.req, ctx.res, next))`, and in Hono `traceHandler(app)`. With other arguments than
 * `(request, response, next)`, requests are untraced, and the console says so once.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * app.use(traceMiddleware({ service: 'cart' }));                               // Express, Connect
 *
 * const trace = traceMiddleware({ service: 'cart' });                          // node:http
 * createServer((request, response) => trace(request, response, () => answer(request, response)));
 * ```
 */
export declare function traceMiddleware<Req extends NodeRequest = NodeRequest>(
  options?: MiddlewareOptions<Req>,
): TraceMiddleware<Req>;
