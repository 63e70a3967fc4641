// One line of console JSON: our keys first, in the schema's order, then the fields. Text that stays the same is kept, and
// text that is its own JSON is only put between quotes: JSON.stringify for each value would cost more than all else.

import { report, toConsole } from './host.js';
import { attempt, errorFields, isError, json } from './json.js';
import { KEYS, LEVELS, MAX_LINE } from './schema.js';
import { scope } from './scope.js';

/** UTF-16 units of a message that are kept when a line has to be cut. */
const CUT_MESSAGE = 4096;

const [TIMESTAMP, LEVEL, MESSAGE, SERVICE, TRACE_ID, SPAN_ID, PARENT_ID, TRACE_FLAGS, KIND, DURATION_MS, STATUS, TRUNCATED] = KEYS;
const START = `{"${TIMESTAMP}":"`;
const BEFORE_MESSAGE = Object.fromEntries(LEVELS.map((level) => [level, `","${LEVEL}":"${level}","${MESSAGE}":`]));
const CUT = `,"${TRUNCATED}":true`;

const reserved = new Set(KEYS);
/** Text that is its own JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * Writes a line: `{timestamp, level, message, service, context, parentId, timing}` and lists of fields. Where two lists have
 * the same key, the first one counts.
 */
export function writeLine(log, record, lists) {
  const sink = log ?? scope()?.log ?? toConsole;
  if (sink === false) return;
  try {
    sink(lineOf(record, lists));
  } catch (error) {
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
export function timingText(kind, durationMs, status) {
  return `,"${KIND}":"${kind}","${DURATION_MS}":${durationMs},"${STATUS}":"${status}"`;
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

function lineOf(record, lists) {
  const line = `${ourText(record, record.message)}${fieldsText(lists)}}`;
  if (line.length * 3 <= MAX_LINE || bytes(line) <= MAX_LINE) return line;
  const ours = ourText(record, record.message.slice(0, CUT_MESSAGE)) + CUT;
  return `${ours}${checkedFieldsText(lists, MAX_LINE - bytes(ours) - 1)}}`;
}

function ourText({ time, level, service, context, parentId, timing }, message) {
  return START + timestamp(time) + BEFORE_MESSAGE[level] + quoted(message) + originText(service, context, parentId) + (timing ?? '');
}

let latestService;
let latestContext;
let latestOriginText = '';

/** Who speaks, and in which operation. The log lines of a request follow each other and have the same. Ids need no escapes. */
function originText(service, context, parentId) {
  if (service === latestService && context === latestContext && parentId === undefined) return latestOriginText;
  let text = service === undefined ? '' : `,"${SERVICE}":${quoted(service)}`;
  if (context !== undefined) {
    const parent = parentId === undefined ? '' : `,"${PARENT_ID}":"${parentId}"`;
    const ids = `,"${TRACE_ID}":"${context.traceId}","${SPAN_ID}":"${context.spanId}"${parent}`;
    text += `${ids},"${TRACE_FLAGS}":"0${context.traceFlags}"`;
  }
  if (parentId === undefined) {
    latestService = service;
    latestContext = context;
    latestOriginText = text;
    // Reading a character makes one piece of what was joined, once and not for each line.
    text.charCodeAt(0);
  }
  return text;
}

/** The fields' text, each with a comma before it. */
function fieldsText(lists) {
  if (lists.length === 0) return '';
  const plain = lists.length === 1 ? plainFieldsText(lists[0]) : undefined;
  return plain ?? checkedFieldsText(lists, Infinity);
}

/** The text of fields that JSON.stringify can be trusted with; undefined for others, which are looked at one by one. */
function plainFieldsText(fields) {
  try {
    if (typeof fields.toJSON === 'function') return undefined;
    for (const key in fields) {
      if (reserved.has(key) || isError(fields[key])) return undefined;
    }
    const text = JSON.stringify(fields);
    if (text === '{}') return '';
    // A boxed string or number is an object, but its JSON is none.
    return text.startsWith('{') ? `,${text.slice(1, -1)}` : undefined;
  } catch {
    return undefined;
  }
}

/** The same field by field, as far as `room` bytes go. */
function checkedFieldsText(lists, room) {
  const written = new Set();
  let text = '';
  for (const fields of lists) {
    for (const [name, key] of namesOf(fields)) {
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
function namesOf(fields) {
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
