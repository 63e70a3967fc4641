import type { Target } from './fetch.js';
import type { Dialect, Log } from './lines.js';
import type { Level } from './record.js';
import type { Sampler } from './sampling.js';

/** Options of {@link configure}. An unknown name or a wrong type is a `TypeError`. */
export interface Defaults {
  /**
   * Written as `service` on every line. Default: on servers, the environment variable `OTEL_SERVICE_NAME`. Deno reads
   * it only with the permission for it.
   */
  service?: string;
  /** Where records go. Default: the console. */
  log?: Log;
  /** The lowest level that loggers write. Default: `debug`. */
  level?: Level;
  /** Names the keys of all lines. Default: the lines that this documentation shows. */
  dialect?: Dialect;
  /** Decides if a trace is recorded. Default: `parentBased(alwaysOn())`. */
  sampler?: Sampler;
  /** Where headers may go. Default: the page's own origin in browsers, nowhere elsewhere. */
  targets?: readonly Target[];
  /** `false` switches off the hints on the console about common mistakes. Default: `true`. */
  hints?: boolean;
}

/**
 * Sets the defaults of everything in this package: loggers, spans, traced fetches and handlers, also those that exist
 * already. Call it once where your program starts.
 *
 * An option of a function counts first, then that of the surrounding handler, then these. A second call replaces the
 * first: `configure({})` clears all defaults.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type. Then nothing changes.
 *
 * @example
 * ```js
 * configure({ service: 'shop', level: 'info', targets: ['https://api.example'] });
 * createLogger().info('started'); // "service":"shop"
 * ```
 */
export declare function configure(options?: Defaults): void;
