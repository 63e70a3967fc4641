// Console lines in, a trace out. Knows nothing of the page, so that it can be tested and used anywhere.
//
// A span's line is written when the span ends. Before that, a span is known only by the lines that were logged inside
// it: such a span is `open`, its beginning is its first line.
import { parse } from 'tracehop/traceparent';

/**
 * @typedef {object} Line one line of console JSON
 * @property {string} text exactly as printed
 * @property {Record<string, any>} fields
 * @property {number} order when it arrived, counted in lines
 * @property {number} time its timestamp in milliseconds, NaN when it says none
 * @property {string} traceId
 * @property {string | undefined} spanId
 * @property {string} service
 * @property {string} level
 * @property {string} message
 * @property {boolean} isSpan whether it is the line of a finished span
 *
 * @typedef {object} Span
 * @property {string} id
 * @property {string | undefined} parentId
 * @property {string} name
 * @property {string} service
 * @property {string} kind
 * @property {number} start milliseconds
 * @property {number} end milliseconds; for an open span the last that was heard of it
 * @property {'ok' | 'error' | 'unset'} status
 * @property {string | undefined} errorType
 * @property {Record<string, any>} fields of its own line
 * @property {boolean} open whether its own line has not arrived
 * @property {Line | undefined} line its own line
 * @property {Line[]} logs what was logged inside it, in order of time
 * @property {Span | undefined} parent
 * @property {Span[]} children in order of time
 * @property {number} depth
 * @property {'parent' | 'loop' | undefined} detached why a span with a parent id stands at the top: its parent is not
 *   among the lines, or the parent ids run in a circle
 *
 * @typedef {Partial<Span> & { id: string, start: number }} Begun a span that has begun, as its maker knows it
 *
 * @typedef {object} Trace
 * @property {string} traceId
 * @property {number} start
 * @property {number} end
 * @property {Span[]} spans in the order of a waterfall: each parent before its children
 * @property {Map<string, Span>} byId
 * @property {Line[]} lines in order of time
 * @property {string[]} services in order of their first span
 * @property {number} errors how many spans failed
 * @property {Span[]} detached spans whose place in the tree is not known
 */

const traceIdPattern = /^(?!0{32})[0-9a-f]{32}$/;
const spanIdPattern = /^(?!0{16})[0-9a-f]{16}$/;

/**
 * Whether a text is a trace id.
 *
 * @param {string} text
 */
export function isTraceId(text) {
  return traceIdPattern.test(text);
}

/**
 * @param {string} text
 * @param {number} order
 * @returns {Line | undefined} undefined for text that is not a line of a trace
 */
export function readLine(text, order) {
  let fields;
  try {
    fields = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof fields?.trace_id !== 'string' || !isTraceId(fields.trace_id)) return undefined;
  const spanId = readSpanId(fields.span_id);
  const time = typeof fields.timestamp === 'string' ? Date.parse(fields.timestamp) : NaN;
  return {
    text,
    fields,
    order,
    time,
    traceId: fields.trace_id,
    spanId,
    service: readText(fields.service, 'unknown'),
    level: readText(fields.level, 'info'),
    message: readText(fields.message, ''),
    isSpan:
      Boolean(spanId) &&
      typeof fields.kind === 'string' &&
      Number.isFinite(fields.duration_ms) &&
      fields.duration_ms >= 0 &&
      !Number.isNaN(time),
  };
}

/**
 * @param {string} traceId
 * @param {Iterable<Line>} lines of this trace, in any order
 * @param {Iterable<Begun>} [begun]
 * @returns {Trace}
 */
export function buildTrace(traceId, lines, begun = []) {
  const sorted = [...lines];
  /** @type {Map<string, Span>} */
  const byId = new Map();
  for (const line of sorted) {
    if (line.isSpan && line.spanId && !byId.has(line.spanId)) byId.set(line.spanId, finishedSpan(line, line.spanId));
  }
  for (const span of begun) {
    if (!byId.has(span.id)) byId.set(span.id, openSpan(span));
  }
  sorted.sort(byTime);
  for (const line of sorted) addLog(byId, line);

  const roots = joinParents(byId);
  const spans = inOrder(roots, byId);
  const times = [...spans.flatMap(({ start, end }) => [start, end]), ...sorted.map(({ time }) => time)].filter(
    (time) => !Number.isNaN(time),
  );
  return {
    traceId,
    start: times.reduce((a, b) => Math.min(a, b), Infinity),
    end: times.reduce((a, b) => Math.max(a, b), -Infinity),
    spans,
    byId,
    lines: inReadingOrder(sorted, spans),
    services: [...new Set([...spans.map(({ service }) => service), ...sorted.map(({ service }) => service)])],
    errors: spans.filter(({ status }) => status === 'error').length,
    detached: spans.filter(({ detached }) => detached),
  };
}

/**
 * The headers of a request in a log line about it: a field `headers`, or at least one field `traceparent`.
 *
 * @param {Line} line
 * @returns {Record<string, unknown> | undefined}
 */
export function headersIn(line) {
  const { headers, traceparent } = line.fields;
  if (headers !== null && typeof headers === 'object') return headers;
  return typeof traceparent === 'string' ? { traceparent } : undefined;
}

/**
 * @param {Line} line
 * @param {string} id
 * @returns {Span}
 */
function finishedSpan(line, id) {
  const { parent_id, kind, duration_ms, status } = line.fields;
  return {
    id,
    parentId: readSpanId(parent_id),
    name: line.message,
    service: line.service,
    kind,
    start: line.time,
    end: line.time + duration_ms,
    status: status === 'error' || status === 'ok' ? status : 'unset',
    errorType: readText(line.fields['error.type'], undefined),
    fields: line.fields,
    open: false,
    line,
    logs: [],
    parent: undefined,
    children: [],
    depth: 0,
    detached: undefined,
  };
}

/**
 * @param {Begun} known
 * @returns {Span}
 */
function openSpan(known) {
  return {
    parentId: undefined,
    name: '',
    service: 'unknown',
    kind: 'internal',
    end: known.start,
    status: 'unset',
    errorType: undefined,
    fields: {},
    open: true,
    line: undefined,
    logs: [],
    parent: undefined,
    children: [],
    depth: 0,
    detached: undefined,
    ...known,
  };
}

/**
 * Gives a line to its span. A line of a span not heard of before begins an open span.
 *
 * @param {Map<string, Span>} byId
 * @param {Line} line
 */
function addLog(byId, line) {
  if (!line.spanId || byId.get(line.spanId)?.line === line) return;
  let span = byId.get(line.spanId);
  if (!span) {
    if (Number.isNaN(line.time)) return;
    span = openSpan({ id: line.spanId, service: line.service, name: line.message, start: line.time });
    byId.set(span.id, span);
  }
  span.logs.push(line);
  if (!span.open) return;
  span.end = Math.max(span.end, line.time);
  // What the span received says who called it, before its own line does.
  const received = parse(readText(headersIn(line)?.traceparent, undefined));
  if (received?.trace_id === line.traceId && received.parent_id !== span.id) {
    span.parentId ??= received.parent_id;
    span.kind = 'server';
  }
}

/**
 * Joins each span with its parent.
 *
 * @param {Map<string, Span>} byId
 * @returns the spans without one
 */
function joinParents(byId) {
  /** @type {Span[]} */
  const roots = [];
  for (const span of byId.values()) {
    span.parent = span.parentId === undefined ? undefined : byId.get(span.parentId);
    if (span.parent) {
      span.parent.children.push(span);
    } else {
      if (span.parentId) span.detached = 'parent';
      roots.push(span);
    }
  }
  return roots;
}

/**
 * Depth first, without recursion: a trace may be deeper than the stack.
 *
 * @param {Span[]} roots
 * @param {Map<string, Span>} byId
 */
function inOrder(roots, byId) {
  /** @type {Span[]} */
  const spans = [];
  const seen = new Set();
  const visit = (/** @type {Span[]} */ tops) => {
    const waiting = [...tops].sort(byStart).reverse();
    for (let span = waiting.pop(); span; span = waiting.pop()) {
      if (seen.has(span)) continue;
      seen.add(span);
      spans.push(span);
      span.children.sort(byStart);
      for (let i = span.children.length - 1; i >= 0; i--) {
        const child = span.children[i];
        if (seen.has(child)) continue;
        child.depth = span.depth + 1;
        waiting.push(child);
      }
    }
  };
  visit(roots);
  // Whatever no root leads to runs in a circle: the circle is opened at the span that began first.
  for (const span of [...byId.values()].sort(byStart)) {
    if (seen.has(span)) continue;
    if (span.parent) span.parent.children = span.parent.children.filter((child) => child !== span);
    span.parent = undefined;
    span.detached = 'loop';
    visit([span]);
  }
  return spans;
}

/**
 * By time; of lines of one millisecond those of the outer span first, and a span before what it logged.
 *
 * @param {Line[]} lines
 * @param {Span[]} spans
 */
function inReadingOrder(lines, spans) {
  const place = new Map(spans.map(({ id }, i) => [id, i]));
  const rank = (/** @type {Line} */ { spanId }) =>
    (spanId === undefined ? undefined : place.get(spanId)) ?? spans.length;
  return lines.sort(
    (a, b) =>
      compareTimes(a.time, b.time) || rank(a) - rank(b) || Number(b.isSpan) - Number(a.isSpan) || a.order - b.order,
  );
}

/**
 * @param {Line} a
 * @param {Line} b
 */
function byTime(a, b) {
  return compareTimes(a.time, b.time) || a.order - b.order;
}

/**
 * @param {Span} a
 * @param {Span} b
 */
function byStart(a, b) {
  return (
    compareTimes(a.start, b.start) || Number(a.open) - Number(b.open) || (a.line?.order ?? 0) - (b.line?.order ?? 0)
  );
}

/**
 * Lines without a time come last.
 *
 * @param {number} a
 * @param {number} b
 */
function compareTimes(a, b) {
  return (Number.isNaN(a) ? Infinity : a) - (Number.isNaN(b) ? Infinity : b) || 0;
}

/** @param {unknown} value */
function readSpanId(value) {
  return typeof value === 'string' && spanIdPattern.test(value) ? value : undefined;
}

/**
 * @template {string | undefined} Otherwise
 * @param {unknown} value
 * @param {Otherwise} otherwise
 */
function readText(value, otherwise) {
  return typeof value === 'string' ? value : otherwise;
}
