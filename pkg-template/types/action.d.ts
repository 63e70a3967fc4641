import type { TraceContext } from './context.js';
import type { FetchOptions, TracedFetch } from './fetch.js';
import type { Logger, LoggerOptions } from './lines.js';
import type { Span, SpanOptions, startActiveSpan } from './span.js';

/** What belongs to an action, through any number of `await`s. */
export interface Action {
  /** The action's span. It ends when the function returns or its promise settles. */
  readonly span: Span;
  /** A traced fetch. Its calls are children of the action. */
  readonly fetch: TracedFetch;
  /** A logger. Its lines have the ids of the action. */
  readonly log: Logger;
  /** Runs a function with the action's span ambient, and gives what it returns. */
  readonly run: <T>(fn: () => T) => T;
}

/** Options of {@link action}: those of its span, of its fetch and of its logger. */
export interface ActionOptions extends FetchOptions, LoggerOptions, Omit<SpanOptions, 'context'> {
  /**
   * The parent. Default: the ambient context, and in a page that is still loading, the context in its `traceMeta` tag.
   * Without a parent, the action starts a trace.
   */
  context?: TraceContext | undefined | (() => TraceContext | undefined);
}

/**
 * Runs what a visitor does, such as a click, as one trace.
 *
 * A browser forgets at an `await` which span was active, so {@link startActiveSpan} alone reaches only as far as the
 * first one. What the function is given here belongs to the action: use its `fetch` and `log`, and `run` for functions
 * that use others. Two actions at once never mix.
 *
 * - The span ends when the function returns or its promise settles. You get the result or the error unchanged.
 * - An action that starts a trace of its own has a link to the trace of the page, if there is one.
 * - An error that nobody catches is written with the ids of the action by `tracePage` of `tracehop/page`.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * button.onclick = () =>
 *   action('add to cart', async ({ fetch, log }) => {
 *     const { id } = await (await fetch('/api/carts', { method: 'POST' })).json();
 *     log.info('cart made', { id });
 *     await fetch(`/api/carts/${id}/items`, { method: 'POST', tracehop: { template: '/api/carts/{id}/items' } });
 *     log.info('item added');
 *   });
 * ```
 */
export declare function action<T>(name: string, fn: (action: Action) => T, options?: ActionOptions): T;
