// One line of console JSON: our keys first, in the schema's order, then the fields. Text that stays the same is kept,
// and text that is its own JSON is only put between quotes: JSON.stringify for each value would cost more than all
// else.

import { attempt, json, THROWS } from '../host/json.js';
import { isSpan } from '../record/record.js';
import { KEYS, LEVELS, MAX_CUT_MESSAGE, MAX_LINE, SPAN_KEYS } from '../record/schema.js';

const [TIMESTAMP, LEVEL, MESSAGE, SERVICE, TRACE_ID, SPAN_ID, PARENT_ID, TRACE_FLAGS, KIND, DURATION_MS] = KEYS;
const [, , , , , , , , , , CLOCK, STATUS, UNFINISHED, SAMPLED, LINKS, HIDDEN_HOP, LAST_SPAN_ID, TRUNCATED] = KEYS;
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

/** Text that is its own JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The line of a record, in the words of a dialect. */
export function lineOf(record, dialect = usual) {
  const message = isSpan(record) ? record.name : record.message;
  const line = `${dialect.ours(record, message)}${fieldsText(record, dialect)}}`;
  if (line.length * 3 <= MAX_LINE || bytes(line) <= MAX_LINE) return line;
  const ours = dialect.ours(record, message.slice(0, MAX_CUT_MESSAGE)) + CUT;
  return `${ours}${checkedFieldsText(record.fields, reservedIn(record, dialect), MAX_LINE - bytes(ours) - 1)}}`;
}

/** The keys of a line of this record that only we may write. */
function reservedIn(record, dialect) {
  return isSpan(record) ? dialect.reserved : dialect.reservedInLogs;
}

/** What only the line of a span says, with a comma before it. */
function spanText({ kind, durationMs, clock, status, unfinished, sampled, links, hiddenHop }) {
  let text = `,"${KIND}":"${kind}","${DURATION_MS}":${durationMs}`;
  if (clock) text += `,"${CLOCK}":"${clock}"`;
  text += `,"${STATUS}":"${status}"`;
  if (unfinished) text += `,"${UNFINISHED}":true`;
  if (sampled) text += `,"${SAMPLED}":"${sampled}"`;
  if (links) text += `,"${LINKS}":[${links.map(linkText).join()}]`;
  if (hiddenHop) text += `,"${HIDDEN_HOP}":true,"${LAST_SPAN_ID}":"${hiddenHop}"`;
  return text;
}

function linkText({ traceId, spanId }) {
  return `{"${TRACE_ID}":"${traceId}","${SPAN_ID}":"${spanId}"}`;
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

/** The default dialect: which keys are ours, and their text without the last brace. */
const usual = {
  reserved: new Set(KEYS),
  reservedInLogs: new Set(KEYS.filter((key) => !SPAN_KEYS.includes(key))),
  ours(record, message) {
    const { time, level, service, context } = record;
    const start = START + timestamp(time) + BEFORE_MESSAGE[level] + quoted(message);
    if (!isSpan(record)) return start + originText(service, context, undefined);
    return start + originText(service, context, record.parentId) + spanText(record);
  },
};

let latestService;
let latestContext;
let latestOriginText = '';

/**
 * Who speaks, and in which operation. The log lines of a request follow each other and have the same. Ids need no
 * escapes.
 */
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
function fieldsText(record, dialect) {
  const { fields } = record;
  if (fields === undefined) return '';
  const plain = dialect === usual ? plainFieldsText(fields, isSpan(record) ? beforeInSpans : beforeInLogs) : undefined;
  return plain ?? checkedFieldsText(fields, reservedIn(record, dialect), Infinity);
}

/** The text of fields as they stand; undefined where a key is one of ours, and where something throws. */
function plainFieldsText(fields, before) {
  try {
    let text = '';
    for (const key of Object.keys(fields)) {
      const start = before.get(key) ?? remember(before, key);
      if (start === undefined) return undefined;
      const value = fields[key];
      if (typeof value === 'string') text += start + quoted(value);
      else if (value !== undefined) text += fieldText(start, json(value));
    }
    return text;
  } catch {
    return undefined;
  }
}

function fieldText(before, value) {
  return value === undefined ? '' : before + value;
}

/**
 * Keys are the same again and again, so their text is kept; of the first ones, for a program may also make up new ones
 * for ever.
 */
const MAX_KEYS = 1000;
/** What stands before the value of a field, for log lines and for those of spans, in which more keys are ours. */
const beforeInLogs = new Map();
const beforeInSpans = new Map();

/** What stands before the value of a field; undefined where only we may write this key. */
function remember(before, key) {
  const reserved = before === beforeInSpans ? usual.reserved : usual.reservedInLogs;
  if (reserved.has(key)) return undefined;
  const text = flat(',', JSON.stringify(key), ':');
  if (before.size < MAX_KEYS) before.set(key, text);
  return text;
}

/** The same field by field, up to `space` bytes. */
function checkedFieldsText(fields, reserved, space) {
  let text = '';
  for (const [name, key] of namesOf(fields, reserved)) {
    const value = json(attempt(() => fields[key], THROWS));
    if (value === undefined) continue;
    const field = `,${JSON.stringify(name)}:${value}`;
    space -= space < Infinity ? bytes(field) : 0;
    if (space < 0) return text;
    text += field;
  }
  return text;
}

/** The keys of fields, each with the name that it is written by: with `_` before it where only we may write it. */
function namesOf(fields, reserved) {
  const keys = attempt(() => Object.keys(fields ?? {}), []);
  return keys.map((key) => {
    let name = key;
    while (reserved.has(name) || (name !== key && keys.includes(name))) name = `_${name}`;
    return [name, key];
  });
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}
