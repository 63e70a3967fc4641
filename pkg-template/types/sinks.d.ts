/**
 * Sinks that give spans and log lines to a logger you already have, so that they go where its own lines go. Pass one as
 * option `log`.
 *
 * The logger writes its own time and level, and applies its own lowest level. All other keys are those of our lines:
 * `timestamp`, which is the start of a span, `trace_id`, `span_id`, `kind`, `duration_ms` and so on, or what a dialect
 * calls them.
 *
 * @module
 */

import type { Sink } from './lines.js';

/** The part of a logger that {@link pinoSink} needs. Loggers of pino and bunyan have it. */
export interface PinoLike {
  /** Writes a line of level `info` with these fields. Other levels have methods of their own. */
  info(fields: object, message: string): unknown;
}

/** The part of a logger that {@link winstonSink} needs. Loggers of winston have it. */
export interface WinstonLike {
  /** Writes a line. */
  log(entry: { level: string; message: string }): unknown;
}

/**
 * Makes a sink that gives each record to a pino logger, as `logger.info(fields, message)` with the method of its level.
 *
 * @throws `TypeError` when the logger has no method `info`.
 *
 * @example
 * ```js
 * import pino from 'pino';
 * import { traceMiddleware } from 'tracehop/node';
 * import { pinoSink } from 'tracehop/sinks';
 *
 * const logger = pino();
 * app.use(traceMiddleware({ service: 'cart', log: pinoSink(logger) }));
 * // {"level":30,"time":1741961045165,"pid":1,"hostname":"web-1","timestamp":"2025-03-14T14:04:05.120Z",
 * //  "service":"cart","trace_id":"4bf9...","span_id":"00f0...",...,"msg":"GET"}
 * ```
 */
export declare function pinoSink(logger: PinoLike): Sink;

/**
 * Makes a sink that gives each record to a winston logger, as `logger.log({ level, message, ...fields })`. Where the
 * logger has levels of its own, the nearest one is used, such as `warning` for `warn`.
 *
 * @throws `TypeError` when the logger has no method `log`.
 *
 * @example
 * ```js
 * const logger = winston.createLogger({ transports: [new winston.transports.Console()] });
 * traceHandler(handler, { service: 'cart', log: winstonSink(logger) });
 * ```
 */
export declare function winstonSink(logger: WinstonLike): Sink;
