import type { SpanKind, SpanStatus } from './span.js';

/** How severe a line is. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** The name of one operation of a trace. */
export interface Operation {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
}

/** The operation that wrote a record. */
export interface RecordContext extends Operation {
  /** Bit 0: sampled. Bit 1: the trace-id is random. */
  readonly traceFlags: number;
}

/** The parts that log lines and spans share. */
export interface AnyRecord {
  /** Milliseconds since 1970. For a span, its start. */
  readonly time: number;
  /** Which service wrote the record. */
  readonly service: string | undefined;
  /** The fields of the log call, or the attributes of the span. */
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

/** One call of a logger, as a value. */
export interface LogRecord extends AnyRecord {
  /** How severe it is. */
  readonly level: Level;
  /** The message as text. */
  readonly message: string;
  /** The operation in which it was logged. Undefined outside of a trace. */
  readonly context: RecordContext | undefined;
  /** Undefined: only a span has a kind. Test it with `record.kind !== undefined`. */
  readonly kind: undefined;
}

/** One finished span, as a value. */
export interface SpanRecord extends AnyRecord {
  /** `error` for a span whose status is `error`, else `info`. */
  readonly level: 'info' | 'error';
  /** The span's name. */
  readonly name: string;
  /** The span's own operation. */
  readonly context: RecordContext;
  /** The span id of the parent. Undefined on a root. */
  readonly parentId: string | undefined;
  /** The kind of operation. */
  readonly kind: SpanKind;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** How it ended. */
  readonly status: SpanStatus;
  /** `coarse` for a span too short for the host's clock. */
  readonly clock: 'coarse' | undefined;
  /**
   * `true` for a span that was still open when the user left the page, or when its response was collected as garbage.
   */
  readonly unfinished: true | undefined;
  /** `late` for a span of an unsampled trace that was recorded because it failed or was slow. */
  readonly sampled: 'late' | undefined;
  /** Operations of other traces that this span belongs to, such as those that sent the messages of a batch. */
  readonly links: readonly Operation[] | undefined;
  /** Set if the caller is a proxy that writes no lines: the span id of the last operation before it that does. */
  readonly hiddenHop: string | undefined;
}

/**
 * A record: one log line or one span, before it becomes text. The `kind` of a log line is undefined.
 *
 * @example
 * ```ts
 * const isSpan = (record: TraceRecord): record is SpanRecord => record.kind !== undefined;
 * ```
 */
export type TraceRecord = LogRecord | SpanRecord;
