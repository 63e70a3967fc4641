import type { LogSampler } from './lines.js';

/** Counts of spans or of log lines. `created` is always the sum of all others. */
export interface Counts<Reason extends string> {
  /** How many there were. */
  created: number;
  /** How many were written. */
  emitted: number;
  /** How many were not written, for each reason. */
  dropped: Record<Reason, number>;
  /** How many are undecided: spans that have not ended, and log lines that wait for the end of their request. */
  open: number;
}

/** The result of {@link stats}: the counts of spans, and of log lines. */
export interface Stats
  extends Counts<
    /** Their trace is not sampled. */
    | 'unsampled'
    /** Tracing was off when they ended, by `setEnabled(false)`. */
    | 'disabled'
    /** Option `log` was false. */
    | 'logOff'
    /** Option `log`, or the console, threw, or its promise rejected. */
    | 'logThrew'
    /**
     * A call or a request went on untraced: WebAssembly or secure randomness failed, or reading the arguments threw. Or
     * a function in an option, such as `log`, opened the span.
     */
    | 'failed'
  > {
  /**
   * Log lines. `unsampled`: dropped by a {@link LogSampler}. `overflow`: dropped because too many lines of a request,
   * or more than 32 MiB of all requests, waited. `logThrew` counts what a function in option `log` logs itself, too.
   */
  lines: Counts<'unsampled' | 'overflow' | 'logOff' | 'logThrew'>;
}

/**
 * Counts every span and every log line since the program started, so that you can see what was lost. Lines below a
 * logger's `level` do not count, nor do calls and requests for which tracing was off from the start.
 *
 * @example
 * ```js
 * const { created, emitted, dropped, open } = stats();
 * ```
 */
export declare function stats(): Stats;
