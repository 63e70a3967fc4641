/**
 * Lines with the keys that a vendor expects, or that you choose. A dialect is an option of `createLogger`,
 * `traceHandler`, `traceFetch`, `startSpan` and `traceMiddleware`. Without the option, the dialect of the surrounding
 * handler applies.
 *
 * A dialect renames our keys, not your fields. If a field has the name of one of the dialect's keys, it is written with
 * a `_` before it.
 *
 * @module
 */

import type { Dialect } from './lines.js';

/**
 * [OpenTelemetry's log data model](https://opentelemetry.io/docs/specs/otel/logs/data-model/): the default line, with
 * `severity_number` (5 debug, 9 info, 13 warn, 17 error).
 *
 * @example
 * ```js
 * createLogger({ dialect: openTelemetry() }).error('no stock');
 * // {"timestamp":"2025-03-15T14:02:05.123Z","level":"error","severity_number":17,"message":"no stock"}
 * ```
 */
export declare function openTelemetry(): Dialect;

/**
 * [Google Cloud's structured logging](https://cloud.google.com/logging/docs/structured-logging): `severity`, `time`,
 * `logging.googleapis.com/trace` (`projects/PROJECT/traces/ID`), `.../spanId` and `.../trace_sampled`.
 *
 * @param options `project`: the id of the project that holds the traces.
 * @throws `TypeError` when `project` is missing.
 *
 * @example
 * ```js
 * traceHandler(handler, { dialect: googleCloud({ project: 'shop-prod' }) });
 * ```
 */
export declare function googleCloud(options: { project: string }): Dialect;

/**
 * [Datadog's standard attributes](https://docs.datadoghq.com/standard-attributes/): `status` is the severity,
 * `span.status` the outcome of a span, and `duration` is in nanoseconds.
 *
 * @param options `classic`: writes ids as `dd.trace_id` and `dd.span_id`, their low 64 bits in decimal, for tracers
 * without 128-bit trace-ids. Default: `false`, which writes `trace_id` and `span_id` in hexadecimal.
 */
export declare function datadog(options?: { classic?: boolean }): Dialect;

/**
 * The [Elastic Common Schema](https://www.elastic.co/docs/reference/ecs): `@timestamp`, `log.level`, `service.name`,
 * `trace.id`, `span.id`, and for spans `event.duration` in nanoseconds and `event.outcome`.
 */
export declare function elastic(): Dialect;

/** New Relic's logs in context: `trace.id`, `span.id`, `service.name`, and `timestamp` in milliseconds since 1970. */
export declare function newRelic(): Dialect;

/** Honeycomb: `trace.trace_id`, `trace.span_id`, `trace.parent_id`, `service.name`, and for spans `name`. */
export declare function honeycomb(): Dialect;

/**
 * Our keys as JavaScript writes names: `traceId`, `spanId`, `parentId`, `traceFlags`, `durationMs`, `hiddenHop` and
 * `lastSpanId`. For services whose lines already have a `traceId`.
 */
export declare function camelCase(): Dialect;

/** The keys of our lines, which {@link customKeys} renames. */
export type LineKey =
  | 'timestamp'
  | 'level'
  | 'message'
  | 'service'
  | 'trace_id'
  | 'span_id'
  | 'parent_id'
  | 'trace_flags'
  | 'kind'
  | 'duration_ms'
  | 'clock'
  | 'status'
  | 'unfinished'
  | 'sampled'
  | 'links'
  | 'hidden_hop'
  | 'last_span_id'
  | 'truncated';

/**
 * Our lines with names of your own for some of the keys. The other keys keep theirs.
 *
 * @throws `TypeError` for a key that we do not have, an empty name, or a name that two keys would have.
 *
 * @example
 * ```js
 * createLogger({ dialect: customKeys({ trace_id: 'requestId', message: 'msg' }) }).info('no stock');
 * // {"timestamp":"2025-03-15T14:02:05.123Z","level":"info","msg":"no stock"}
 * ```
 */
export declare function customKeys(keys: { readonly [Key in LineKey]?: string }): Dialect;
