/**
 * Lines as others want to read them. A dialect is an option of `createLogger`, `traceHandler`, `traceFetch`, `startSpan` and
 * `traceMiddleware`; what has none has its handler's.
 *
 * Keys are renamed, fields of yours are not: one that has a name of the dialect gets a `_` before it.
 *
 * @module
 */

import type { Dialect } from './index.js';

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
 * @throws `TypeError` when `project`, the id of the project that holds the traces, is missing.
 *
 * @example
 * ```js
 * traceHandler(handler, { dialect: googleCloud({ project: 'shop-prod' }) });
 * ```
 */
export declare function googleCloud(options: { project: string }): Dialect;

/**
 * [Datadog's standard attributes](https://docs.datadoghq.com/standard-attributes/): `status` is the severity, `span.status`
 * how a span ended, `duration` is in nanoseconds.
 *
 * @param options `classic`: ids as `dd.trace_id` and `dd.span_id`, their low 64 bits in decimal, for tracers that have no
 * 128-bit trace-ids. Default `false`: `trace_id` and `span_id` in hexadecimal.
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
