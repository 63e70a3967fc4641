// One line of console JSON: our keys first, in the schema's order, then the fields. Text that stays the same is kept, and the
// engine writes the rest: a call of JSON.stringify for each value costs more than the line.

import { report, toConsole } from './host.js';
import { attempt, errorFields, isError, json } from './json.js';
import { KEYS, MAX_LINE } from './schema.js';
import { scope } from './scope.js';

/** UTF-16 units of a message that are kept when a line has to be cut. */
const CUT_MESSAGE = 4096;

const [TIMESTAMP, LEVEL, MESSAGE, SERVICE, TRACE_ID, SPAN_ID, PARENT_ID, TRACE_FLAGS, KIND, DURATION_MS, STATUS, TRUNCATED] = KEYS;
const START = `{"${TIMESTAMP}":"`;
const AND_LEVEL = `","${LEVEL}":"`;
const AND_MESSAGE = `","${MESSAGE}":`;
const CUT = `,"${TRUNCATED}":true`;

const reserved = new Set(KEYS);
/** JSON in which one of our keys stands, or an object without keys, as an error gives: it has to be looked at closely. */
const SUSPICIOUS = new RegExp(`"(?:${KEYS.join('|')})":|:\\{\\}`);
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
  const isFields = attempt(() => typeof value === 'object' && !Array.isArray(value));
  return isFields === true ? value : { value };
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
export function quoted(text) {
  return text.length < 64 && PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function lineOf(record, lists) {
  const line = `${ourText(record, record.message)}${fieldsText(lists)}}`;
  if (line.length * 3 <= MAX_LINE || bytes(line) <= MAX_LINE) return line;
  const ours = ourText(record, record.message.slice(0, CUT_MESSAGE)) + CUT;
  return `${ours}${checkedFieldsText(lists, MAX_LINE - bytes(ours) - 1)}}`;
}

function ourText(record, message) {
  const before = START + timestamp(record.time) + AND_LEVEL + record.level + AND_MESSAGE + quoted(message);
  return before + serviceText(record.service) + idsText(record.context, record.parentId) + (record.timing ?? '');
}

let latestService;
let latestServiceText = '';

function serviceText(service) {
  if (service !== latestService) {
    latestServiceText = service === undefined ? '' : `,"${SERVICE}":${JSON.stringify(service)}`;
    latestService = service;
  }
  return latestServiceText;
}

let latestContext;
let latestIdsText = '';

/** Ids need no escapes. */
function idsText(context, parentId) {
  if (context === undefined) return '';
  // The log lines of a request follow each other and have the same ids.
  if (context === latestContext && parentId === undefined) return latestIdsText;
  const ids = `,"${TRACE_ID}":"${context.traceId}","${SPAN_ID}":"${context.spanId}"`;
  const flags = `,"${TRACE_FLAGS}":"0${context.traceFlags}"`;
  if (parentId !== undefined) return `${ids},"${PARENT_ID}":"${parentId}"${flags}`;
  latestContext = context;
  return (latestIdsText = ids + flags);
}

/** The fields' text, each with a comma before it. */
function fieldsText(lists) {
  if (lists.length === 0) return '';
  if (lists.length > 1) return checkedFieldsText(lists, Infinity);
  try {
    const text = JSON.stringify(lists[0]);
    if (text === '{}') return '';
    if (text.startsWith('{') && !SUSPICIOUS.test(text)) return `,${text.slice(1, -1)}`;
  } catch {
    // One of the fields is to blame, and only that one is to suffer.
  }
  return checkedFieldsText(lists, Infinity);
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
