// What happened, as one plain value: a log line or a span. Spans and loggers make records, and sinks take them. The
// same value in Rust is src/record/record.rs.

/**
 * @typedef {{ traceId: string, spanId: string }} Operation
 * @typedef {Operation & { traceFlags: number }} Context
 */

/**
 * A log line. `time` is in milliseconds since 1970.
 *
 * @typedef {object} LogRecord
 * @property {number} time
 * @property {'debug' | 'info' | 'warn' | 'error'} level
 * @property {string} message
 * @property {string | undefined} service
 * @property {Context | undefined} context
 * @property {undefined} [kind]
 * @property {object | undefined} fields
 */

/**
 * A span. `time` is its start; `clock` is `coarse` where the host's clock did not see it last; `hiddenHop` is the last
 * span-id that we know of before an operation that writes no lines.
 *
 * @typedef {object} SpanRecord
 * @property {number} time
 * @property {'info' | 'error'} level
 * @property {string} name
 * @property {string | undefined} service
 * @property {Context} context
 * @property {string | undefined} parentId
 * @property {'internal' | 'server' | 'client' | 'producer' | 'consumer'} kind
 * @property {number} durationMs
 * @property {'coarse' | undefined} clock
 * @property {'unset' | 'ok' | 'error'} status
 * @property {true | undefined} unfinished
 * @property {'late' | undefined} sampled
 * @property {Operation[] | undefined} links
 * @property {string | undefined} hiddenHop
 * @property {object | undefined} fields
 */

/** @typedef {LogRecord | SpanRecord} TraceRecord */

/** Whether a record is that of a span. */
export function isSpan(record) {
  // A log line has the property too, so that a polluted prototype changes nothing.
  return record.kind !== undefined;
}
