// One line of console JSON: our keys first, in the schema's order, then the fields. Text that stays the same is kept, and
// text that is its own JSON is only put between quotes: JSON.stringify for each value would cost more than all else.

import { report, toConsole } from '../host/host.js';
import { attempt, errorFields, isError, json } from '../host/json.js';
import { KEYS, LEVELS, MAX_CUT_MESSAGE, MAX_LINE } from '../record/schema.js';
import { lines, spans } from '../record/stats.js';

const [
  TIMESTAMP,
  LEVEL,
  MESSAGE,
  SERVICE,
  TRACE_ID,
  SPAN_ID,
  PARENT_ID,
  TRACE_FLAGS,
  KIND,
  DURATION_MS,
  CLOCK,
  STATUS,
  UNFINISHED,
  ,
  ,
  ,
  ,
  TRUNCATED,
] = KEYS;
const START = flat('{"', TIMESTAMP, '":"');
const BEFORE_MESSAGE = Object.fromEntries(
  LEVELS.map((level) => [level, flat('","', LEVEL, '":"', level, '","', MESSAGE, '":')]),
);
const BEFORE_SERVICE = flat(',"', SERVICE, '":');
const BEFORE_TRACE_ID = flat(',"', TRACE_ID, '":"');
const BEFORE_SPAN_ID = flat('","', SPAN_ID, '":"');
const BEFORE_PARENT_ID = flat('","', PARENT_ID, '":"');
const BEFORE_TRACE_FLAGS = flat('","', TRACE_FLAGS, '":"0');
const CUT = `,"${TRUNCATED}":true`;

/** One string. A template gives a tree of its parts, and every line that such a text is in has to walk through it. */
function flat(...parts) {
  return parts.join('');
}

const reserved = new Set(KEYS);
/** Text that is its own JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * Writes a line: `{time, level, message, service, context, parentId, timing}` and lists of fields. Where two lists have
 * the same key, the first one counts. A line of a span has a timing: `{kind, durationMs, status, isUnfinished, links}`.
 * What is given as `held` may hold the line back.
 */
export function writeLine(sink = toConsole, dialect = usual, record, lists, held) {
  const counts = record.timing === undefined ? lines : spans;
  if (sink === false) {
    counts.dropped.logOff++;
    return;
  }
  try {
    const line = lineOf(record, lists, dialect);
    if (held?.hold(line, sink)) return;
    sink(line);
    counts.emitted++;
  } catch (error) {
    counts.dropped.logThrew++;
    report('a log function threw', error);
  }
}

/** The fields in whatever a caller passed as such. */
export function fieldsOf(value) {
  if (value == null) return {};
  if (isError(value)) return errorFields(value);
  try {
    if (typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // A revoked proxy is not even a list or none.
  }
  return { value };
}

/** What a span's line has that others have not, with a comma before it. */
function timingText({ kind, durationMs, status, isUnfinished, links }) {
  // Nothing takes no time: a 0 only says that the clock did not see it.
  const clock = durationMs === 0 ? `,"${CLOCK}":"coarse"` : '';
  const unfinished = isUnfinished ? `,"${UNFINISHED}":true` : '';
  return `,"${KIND}":"${kind}","${DURATION_MS}":${durationMs}${clock},"${STATUS}":"${status}"${unfinished}${links}`;
}

let latest;
let latestText;

/** The text of a moment in milliseconds; the start of 1970 where a clock gives no such thing. */
export function timestamp(ms) {
  if (ms !== latest) {
    latest = ms;
    latestText = new Date(Math.abs(ms) <= 8.64e15 ? ms : 0).toISOString();
  }
  return latestText;
}

/** A text's JSON. */
function quoted(text) {
  return text.length < 64 && PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function lineOf(record, lists, dialect) {
  const line = `${dialect.ours(record, record.message)}${fieldsText(lists, dialect)}}`;
  if (line.length * 3 <= MAX_LINE || bytes(line) <= MAX_LINE) return line;
  const ours = dialect.ours(record, record.message.slice(0, MAX_CUT_MESSAGE)) + CUT;
  return `${ours}${checkedFieldsText(lists, dialect.reserved, MAX_LINE - bytes(ours) - 1)}}`;
}

/** The dialect of a line that asks for none: the text of our keys, without the last brace, and which keys they are. */
const usual = {
  reserved,
  ours({ time, level, service, context, parentId, timing }, message) {
    const start =
      START + timestamp(time) + BEFORE_MESSAGE[level] + quoted(message) + originText(service, context, parentId);
    return timing === undefined ? start : start + timingText(timing);
  },
};

let latestService;
let latestContext;
let latestOriginText = '';

/** Who speaks, and in which operation. The log lines of a request follow each other and have the same. Ids need no escapes. */
function originText(service, context, parentId) {
  if (service === latestService && context === latestContext && parentId === undefined) return latestOriginText;
  let text = service === undefined ? '' : BEFORE_SERVICE + quoted(service);
  if (context !== undefined) {
    const parent = parentId === undefined ? '' : BEFORE_PARENT_ID + parentId;
    const ids = `${BEFORE_TRACE_ID}${context.traceId}${BEFORE_SPAN_ID}${context.spanId}${parent}`;
    text += `${ids}${BEFORE_TRACE_FLAGS}${context.traceFlags}"`;
  }
  if (parentId === undefined) {
    latestService = service;
    latestContext = context;
    latestOriginText = text;
  }
  return text;
}

/** The fields' text, each with a comma before it. */
function fieldsText(lists, dialect) {
  if (lists.length === 0) return '';
  const plain = lists.length === 1 && dialect === usual ? plainFieldsText(lists[0]) : undefined;
  return plain ?? checkedFieldsText(lists, dialect.reserved, Infinity);
}

/** The text of fields as they stand; undefined where a key is one of ours, and where something throws. */
function plainFieldsText(fields) {
  try {
    let text = '';
    for (const key of Object.keys(fields)) {
      const before = beforeValue(key);
      if (before === undefined) return undefined;
      const value = fields[key];
      if (typeof value === 'string') text += before + quoted(value);
      else if (value !== undefined) text += fieldText(before, json(value));
    }
    return text;
  } catch {
    return undefined;
  }
}

function fieldText(before, value) {
  return value === undefined ? '' : before + value;
}

/** Keys are the same again and again, so their text is kept; of the first ones, for a program may also make up new ones for ever. */
const MOST_KEYS = 1000;
const beforeValues = new Map();

/** What stands before the value of a field; undefined where only we may write this key. */
function beforeValue(key) {
  let text = beforeValues.get(key);
  if (text === undefined && !reserved.has(key)) {
    text = flat(',', JSON.stringify(key), ':');
    if (beforeValues.size < MOST_KEYS) beforeValues.set(key, text);
  }
  return text;
}

/** The same field by field, as far as `room` bytes go. */
function checkedFieldsText(lists, reserved, room) {
  const written = new Set();
  let text = '';
  for (const fields of lists) {
    for (const [name, key] of namesOf(fields, reserved)) {
      if (written.has(name)) continue;
      const value = json(attempt(() => fields[key]));
      if (value === undefined) continue;
      written.add(name);
      const field = `,${JSON.stringify(name)}:${value}`;
      if (room < Infinity && (room -= bytes(field)) < 0) return text;
      text += field;
    }
  }
  return text;
}

/** A list's keys, each with the name that it is written by: with `_` before it where only we may write it. */
function namesOf(fields, reserved) {
  const keys = attempt(() => Object.keys(fields));
  if (!Array.isArray(keys)) return [];
  return keys.map((key) => {
    let name = key;
    while (reserved.has(name) || (name !== key && keys.includes(name))) name = `_${name}`;
    return [name, key];
  });
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}
