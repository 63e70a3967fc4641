/**
 * What concerns a page as a whole: how it loaded, and the errors that nobody caught. A program that uses `tracehop/js` or
 * `tracehop/slim` imports `tracehop/js/page` or `tracehop/slim/page`.
 *
 * @module
 */

import type { Dialect, Log, Sampler } from './index.js';

/** Options of {@link tracePage}. An unknown name or a wrong type is a `TypeError`. */
export interface PageOptions {
  /** Written as `service` on the lines. Default: that of `configure`. */
  service?: string;
  /** Where records go. Default: that of `configure`, else the console. */
  log?: Log;
  /** Default: that of `configure`, else the lines that this documentation shows. */
  dialect?: Dialect;
  /** Decides whether the load is recorded, if the document names no trace. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
  /** Changes `url.full`. It gets the URL as already redacted. */
  redact?: (url: string) => string;
}

/**
 * Writes how the document loaded, as a span, and what nobody caught, as lines of level `error`.
 *
 * - The span `documentLoad` is written after the `load` event, or as `unfinished` if the user leaves before. It is a
 *   child of the request that made the document, where the document names it (`traceMeta`); else it starts a trace. It
 *   has the moments of Navigation Timing in milliseconds, such as `navigation.response_start_ms`.
 * - Uncaught errors and unhandled rejections have the ids of the `action` they come from; else those of the page while
 *   it loads. The browser reports them as always.
 *
 * Where there is no page, such as on a server, it does nothing.
 *
 * @returns a function that undoes it: nothing is listened to any more, and nothing more is written.
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * import { tracePage } from 'tracehop/page';
 *
 * tracePage({ service: 'shop' });
 * // {"timestamp":"...","level":"info","message":"documentLoad","service":"shop",...,"navigation.load_ms":812.4}
 * ```
 */
export declare function tracePage(options?: PageOptions): () => void;
