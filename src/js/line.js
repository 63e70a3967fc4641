// One line of console JSON: our keys first, in the schema's order, then the fields.

import { report, toConsole } from './host.js';
import { attempt, errorFields, isError, json } from './json.js';
import { KEYS, MAX_LINE } from './schema.js';
import { scope } from './scope.js';

/** UTF-16 units of a message that are kept when a line has to be cut. */
const CUT_MESSAGE = 4096;

const reserved = new Set(KEYS);

/**
 * Writes a line of our keys, those of `record` that are not undefined, and of lists of fields. Where two lists have the
 * same key, the first one counts.
 */
export function writeLine(log, record, ...lists) {
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
  const isFields = attempt(() => typeof value === 'object' && value !== null && !Array.isArray(value));
  return isFields === true ? value : { value };
}

/** The ids of a context, by their keys in a line. */
export function idsOf(context) {
  return context && { trace_id: context.traceId, span_id: context.spanId, trace_flags: `0${context.traceFlags}` };
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

function lineOf(record, lists) {
  const line = `{${ourText(record)}${fieldsText(lists, Infinity)}}`;
  if (line.length * 3 <= MAX_LINE || bytes(line) <= MAX_LINE) return line;
  const ours = ourText({ __proto__: null, ...record, message: record.message.slice(0, CUT_MESSAGE), truncated: true });
  return `{${ours}${fieldsText(lists, MAX_LINE - bytes(ours) - 2)}}`;
}

function ourText(record) {
  const written = [];
  for (const key of KEYS) {
    const value = record[key];
    if (value !== undefined) written.push(`"${key}":${JSON.stringify(value)}`);
  }
  return written.join();
}

/** The fields' text, each with a comma before it, as far as `room` bytes go. */
function fieldsText(lists, room) {
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
