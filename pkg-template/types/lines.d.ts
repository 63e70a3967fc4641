import type { TraceContext } from './context.js';
import type { traceHandler } from './handler.js';
import type { Level, TraceRecord } from './record.js';
import type { stats } from './stats.js';

declare const token: unique symbol;

/** A place that takes records, made by a function of this package. Pass it as option `log`. */
export interface Sink {
  /** @internal */
  readonly [token]: 'sink';
}

/**
 * Where finished lines go:
 *
 * - A function. It gets one line of JSON and the line's level. If it throws, or its promise rejects, that is reported
 *   once and counted. What it calls is not traced, and what it logs is not written, or neither would end.
 * - A {@link Sink}. It gets the record.
 * - `false`. Nothing is written.
 *
 * Default: the console. In Node, Deno and Bun every line goes to stdout. In pages and workers a line is written with
 * the console method of its level (`debug`, `info`, `warn`, `error`), so that you can filter.
 */
export type Log = false | ((line: string, level: Level) => void) | Sink;

/** A {@link Sink} that keeps what it gets. */
export interface MemorySink extends Sink {
  /** The records so far, the oldest first. */
  readonly records: readonly TraceRecord[];
  /** Forgets the records so far. */
  clear(): void;
}

/** Options of {@link memorySink}. An unknown name or a wrong type is a `TypeError`. */
export interface MemorySinkOptions {
  /**
   * Makes records the same in every run: ids are numbered in the order in which they come up
   * (`00000000000000000000000000000001`), and all times and durations are 0. Default: `false`.
   */
  fixed?: boolean;
}

/**
 * Makes a sink that keeps records in memory, for tests.
 *
 * @example
 * ```ts
 * const sink = memorySink();
 * createLogger({ log: sink }).info('cart opened', { items: 3 });
 * console.log(sink.records[0]?.fields); // { items: 3 }
 * ```
 *
 * @example
 * ```ts
 * const sink = memorySink({ fixed: true });
 * startSpan('load cart', { log: sink }).end();
 * expect(sink.records).toMatchInlineSnapshot(); // Vitest and Jest fill it in, and it stays the same
 * ```
 */
export function memorySink(options?: MemorySinkOptions): MemorySink;

/** Names the keys of lines as a vendor expects them. Made by the functions of `tracehop/dialects`. */
export interface Dialect {
  /** @internal */
  readonly [token]: 'dialect';
}

/** Writes one line of JSON for each call. */
export interface Logger {
  /** Writes a line of level `debug`. */
  debug(message: unknown, fields?: unknown): void;
  /** Writes a line of level `info`. */
  info(message: unknown, fields?: unknown): void;
  /** Writes a line of level `warn`. */
  warn(message: unknown, fields?: unknown): void;
  /** Writes a line of level `error`. */
  error(message: unknown, fields?: unknown): void;
  /** Makes a logger that adds these fields to every line. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/**
 * The share of traces whose log lines are written, for each level, from 0 to 1. The random bits of the trace-id decide,
 * so all services with the same share keep the lines of the same traces. Lines of levels without a share are written.
 * Errors are always written.
 */
export interface LogShares {
  /** Default: 1. */
  debug?: number;
  /** Default: 1. */
  info?: number;
  /** Default: 1. */
  warn?: number;
}

/** Decides which log lines are written. Made by {@link logRatio}. */
export interface LogSampler {
  /** @internal */
  readonly [token]: 'logSampler';
}

/**
 * Writes the log lines of a share of traces, and all lines of requests that fail.
 *
 * - Inside {@link traceHandler}, other lines wait until the request ends: at most 1,000 lines and 256 Ki characters. If
 *   the request fails, they are written in their order and with their times. Otherwise they are dropped. {@link stats}
 *   counts dropped lines.
 * - Elsewhere the trace-id alone decides.
 * - On a host without AsyncLocalStorage a logger does not know its request. Pass the sampler to {@link createLogger},
 *   too.
 *
 * @throws `TypeError` for an unknown level, or a share that is not a number from 0 to 1.
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
  /** Default: the service of the surrounding handler at each call. */
  service?: string;
  /** The lowest level that is written. Default: the level of the surrounding handler, else `debug`. */
  level?: Level;
  /** Fields of every line. */
  fields?: Readonly<Record<string, unknown>>;
  /** Where lines go. Default: the log of the surrounding handler, else the console. */
  log?: Log;
  /** Default: the dialect of the surrounding handler, else the lines that this documentation shows. */
  dialect?: Dialect;
  /** Decides which lines are written. Default: that of the surrounding handler, else all lines. */
  logSampler?: LogSampler;
  /** The context where there is no ambient one. */
  context?: TraceContext | undefined | (() => TraceContext | undefined);
}

/**
 * Makes a logger whose lines carry the ambient `trace_id` and `span_id`. Any message and any fields give one valid
 * line, even with cycles, BigInt, errors and throwing getters. A field with the name of a reserved key is written with
 * a `_` before it.
 *
 * - Errors are written as `exception.type`, `.message`, `.stacktrace`, `.code`, `.cause` and `.errors`.
 * - Objects are written as their `toJSON` says, and typed arrays as lists.
 * - Outside of pages, Maps, Sets, Headers and URLSearchParams are written as their contents.
 *
 * @throws `TypeError` for an unknown option or one of the wrong type. The logger's methods never throw.
 *
 * @example
 * ```js
 * createLogger({ service: 'cart' }).info('loaded', { items: 3 });
 * // {"timestamp":"2025-03-15T14:02:05.123Z","level":"info","message":"loaded","trace_id":"4bf9...",...}
 * ```
 */
export declare function createLogger(options?: LoggerOptions): Logger;

/**
 * Adds `trace_id` and `span_id` to each call of a logger you already have:
 *
 * - A logger with `child(fields)` (pino, winston, bunyan), and one of LogTape, gets them as fields of a child.
 * - A console, and a logger that is a function, get them as an object after the arguments. They fill no `%s` of the
 *   message.
 * - Any other logger gets them in the first argument that is an object literal, or else as an object after the
 *   arguments.
 *
 * A field of yours with one of these names is written with a `_` before it.
 *
 * @throws `TypeError` when `base` is not an object.
 */
export declare function createContextualLogger<T extends object>(base: T): T;

export {};
