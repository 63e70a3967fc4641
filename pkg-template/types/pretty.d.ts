/**
 * Spans and log lines for people who develop, in a browser's console and in a terminal.
 *
 * @module
 */

import type { Sink } from './lines.js';

/** Options of {@link pretty}. An unknown name or a wrong type is a `TypeError`. */
export interface PrettyOptions {
  /**
   * How a request is shown when it is over: `waterfall`, a bar for each of its spans, or `line`, one line. Default:
   * `waterfall`.
   */
  requests?: 'waterfall' | 'line';
  /**
   * Whether a terminal gets colours. Default: yes if stdout is a terminal, unless the environment has `NO_COLOR`. A
   * worker cannot see the terminal in which it is developed: set `true` there.
   */
  colors?: boolean;
}

/**
 * Makes a sink for option `log` that people can read.
 *
 * - A log line is written at once: time, level, service, message and fields.
 * - Spans are written when the request, or the page's action, that they belong to is over: as one waterfall. A span
 *   that ends later is written when it ends.
 * - In a browser's console the text is styled, a waterfall is folded, and fields are objects to unfold. Elsewhere it is
 *   text, which goes where lines go by default.
 * - Control characters are written as escapes, so that a value cannot change what else a terminal shows.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * import { createLogger, traceHandler } from 'tracehop';
 * import { pretty } from 'tracehop/pretty';
 *
 * export default { fetch: traceHandler(handler, { log: pretty() }) };
 * // 14:02:05.118 cart GET /cart 200 45.2 ms 2 spans 4bf92f3577b34da6a3ce929d0e0e4736
 * //     GET /cart           ████████████████████████ 45.2 ms 200
 * //       GET stock.example ·····██████████········· 18.9 ms 200
 * ```
 */
export declare function pretty(options?: PrettyOptions): Sink;
