/**
 * For servers of Node's kind, `(request, response, next)`: `node:http`, Express, Connect, in Node, Deno and Bun.
 *
 * @module
 */

import type { HandlerOptions, Span } from './index.js';

/** What is needed of a request: `http.IncomingMessage` and Express's `Request` have it. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is needed of a response: `http.ServerResponse` and Express's `Response` have it. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  setHeader(name: string, value: string): unknown;
  getHeader(name: string): unknown;
  once(event: string, listener: () => void): unknown;
}

/** Options of {@link traceMiddleware}: those of `traceHandler`, with the server's own request and response. */
export interface MiddlewareOptions<Req extends NodeRequest = NodeRequest>
  extends Omit<HandlerOptions, 'trust' | 'errorResponse' | 'carrier' | 'onStart' | 'onEnd'> {
  /** Whose traces are continued, as in {@link HandlerOptions.trust}. */
  trust?:
    | 'accept'
    | 'restart'
    | ((request: Req) => boolean)
    | { readonly secretHeader: string; readonly secret: string };
  /** Called when the span has started. What it throws is reported once and changes nothing. */
  onStart?: (span: Span, request: Req) => void;
  /** Called before the span ends. `error` is what `next` threw, or what broke the response. */
  onEnd?: (span: Span, result: { response?: NodeResponse; error?: unknown }) => void;
}

/**
 * Traces each request: continues the caller's trace or starts one, runs what comes next with the span ambient, listeners of
 * request and response included, and adds the trace to `Server-Timing` when the head is written. The span's line is written
 * when the response is sent, or as `cancelled` when the connection closes before. Use it before all that you want to see.
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
): <T>(request: Req, response: NodeResponse, next?: () => T) => T | undefined;
