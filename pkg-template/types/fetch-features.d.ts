import type { FetchOptions, TracedFetch } from './fetch.js';

declare const token: unique symbol;

/** The type of {@link untilBody}, a value for option `end` of {@link FetchOptions}. */
export interface UntilBody {
  /** @internal */
  readonly [token]: 'untilBody';
}

/** The type of {@link bodySizes}, a value for option `sizes` of {@link FetchOptions}. */
export interface BodySizes {
  /** @internal */
  readonly [token]: 'bodySizes';
}

/** The type of {@link followRedirects}, a value for option `redirects` of {@link FetchOptions}. */
export interface FollowRedirects {
  /** @internal */
  readonly [token]: 'followRedirects';
}

/**
 * Lets a span last until the caller has finished with the response: for option `end` of {@link FetchOptions}.
 *
 * - The span ends when the body was read to its end, by any of its methods or through its stream, or was cancelled, or
 *   failed. Without a body it ends at once.
 * - A failure while the body arrives is an error of the span, which keeps the response's status code. An abort of the
 *   call is `cancelled`. A pipe that is stopped by its signal, or whose other end fails, cancels the body.
 * - After `clone()` or `tee()` the span ends when the first copy was read to its end, or when all copies were
 *   cancelled.
 *
 * The body is not read, locked, cloned or replaced for this. The response and its stream get methods of their own, not
 * enumerable, that call the original ones and see the outcome.
 *
 * Some reads cannot be seen: a response that a handler returns, `new Response(response.body)`, a stream that is posted
 * to a worker. The same is true of a body that is never read. Such a span is written as `unfinished` when the user
 * leaves the page, or when the body is collected as garbage on a host that calls FinalizationRegistry. On other hosts
 * it is never written.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ end: untilBody });
 * await (await fetch('/report')).text(); // duration_ms covers the download
 * ```
 */
export declare const untilBody: UntilBody;

/**
 * Adds `http.request.body.size` and `http.response.body.size` to spans if the headers have a `Content-Length`: for
 * option `sizes` of {@link FetchOptions}.
 *
 * The size is the number of bytes on the network, compressed if the body is. No body is read for this, so a body
 * without `Content-Length` has no size. Browsers set the length of requests after we can see it.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ sizes: bodySizes });
 * await fetch('/report'); // "http.response.body.size":48213
 * ```
 */
export declare const bodySizes: BodySizes;

/**
 * Follows the redirects of calls that carry our headers, by the rules of fetch, and takes our headers off where no
 * target matches: for option `redirects` of {@link FetchOptions}, in Node, Deno, Bun and edge workers.
 *
 * In a page it changes nothing, because browsers do not show where a redirect leads. `redirect: 'manual'` and `'error'`
 * work as always.
 *
 * The result is that of the platform, with these differences:
 *
 * - A redirect that cannot be followed is a `TypeError` of ours, without the platform's `cause`: no URL in `Location`,
 *   more than 20 redirects, a stream as body, or another origin for `mode: 'same-origin'`.
 * - `redirected`, `type` and `clone()` are own properties of a redirected response. They follow the Fetch standard, so
 *   `type` is `cors` after another origin. Deno itself has `basic`.
 * - Bodies are kept until the response arrives, and are sent again for 307 and 308, even where the platform fails to.
 *   The body of a `Request` is cloned, even if it was a stream. The headers of a dropped body are dropped, which
 *   workerd does not do.
 * - `Authorization`, `Proxy-Authorization`, `Cookie` and `Host` are never sent to another origin, even where the
 *   platform sends them.
 * - A call with `integrity` is left to the platform, without our headers. {@link TracedFetch.explain} says so.
 * - Options that only a `Request` knows, such as Node's `dispatcher`, apply to its first request only. In `init` they
 *   apply to all.
 *
 * @example
 * ```js
 * const fetch = traceFetch({ targets: ['https://stock.example'], redirects: followRedirects });
 * ```
 */
export declare const followRedirects: FollowRedirects;

export {};
