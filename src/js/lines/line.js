// One line of console JSON: our keys first, in the schema's order, then the fields. Text that stays the same is kept,
// and text that is its own JSON is only put between quotes: JSON.stringify for each value would cost more than all
// else.

import { attempt, json, quoted, THROWS } from '../host/json.js';
import { isSpan } from '../record/record.js';
import { KEYS, LEVELS, MAX_CUT_MESSAGE, MAX_LINE, SPAN_KEYS } from '../record/schema.js';

// Each is one string: a tree of its parts would be walked through for every line that it is in.
const START = '{"timestamp":"';
const BEFORE_MESSAGE = Object.fromEntries(LEVELS.map((level) => [level, flat('","level":"', level, '","message":')]));
const CUT = ',"truncated":true';

/** One string. */
function flat(...parts) {
  return parts.join('');
}

/** The line of a record, in the words of a dialect. */
export function lineOf(record, dialect = usual) {
  const isOfSpan = isSpan(record);
  const message = isOfSpan ? record.name : record.message;
  const reserved = isOfSpan ? dialect.reserved : dialect.reservedInLogs;
  // Which keys a dialect reserves may depend on their values.
  const before = dialect !== usual ? new Map() : isOfSpan ? beforeInSpans : beforeInLogs;
  const line = `${dialect.ours(record, message, isOfSpan)}${fieldsText(record.fields, reserved, before, Infinity)}}`;
  if (line.length * 3 <= MAX_LINE || (line.length <= MAX_LINE && bytes(line) <= MAX_LINE)) return line;
  const ours = dialect.ours(record, message.slice(0, MAX_CUT_MESSAGE), isOfSpan) + CUT;
  return `${ours}${fieldsText(record.fields, reserved, before, MAX_LINE - bytes(ours) - 1)}}`;
}

/** What only the line of a span says, with a comma before it. */
function spanText({ kind, durationMs, clock, status, unfinished, sampled, links, hiddenHop }) {
  let text = `,"kind":"${kind}","duration_ms":${durationMs}`;
  if (clock) text += `,"clock":"${clock}"`;
  text += `,"status":"${status}"`;
  if (unfinished) text += `,"unfinished":true`;
  if (sampled) text += `,"sampled":"${sampled}"`;
  if (links) text += `,"links":[${links.map(linkText).join()}]`;
  if (hiddenHop) text += `,"hidden_hop":true,"last_span_id":"${hiddenHop}"`;
  return text;
}

function linkText({ traceId, spanId }) {
  return `{"trace_id":"${traceId}","span_id":"${spanId}"}`;
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

/** The default dialect: which keys are ours, and their text without the last brace. */
const usual = {
  reserved: new Set(KEYS),
  reservedInLogs: new Set(KEYS.filter((key) => !SPAN_KEYS.includes(key))),
  ours(record, message, isOfSpan) {
    const { time, level, service, context } = record;
    const start = START + timestamp(time) + BEFORE_MESSAGE[level] + quoted(message);
    if (!isOfSpan) return start + originText(service, context, undefined);
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
  let text = service === undefined ? '' : `,"service":${quoted(service)}`;
  if (context !== undefined) {
    const parent = parentId === undefined ? '' : `","parent_id":"${parentId}`;
    const { traceId, spanId, traceFlags } = context;
    text += `,"trace_id":"${traceId}","span_id":"${spanId}${parent}","trace_flags":"0${traceFlags}"`;
  }
  if (parentId === undefined) {
    latestService = service;
    latestContext = context;
    latestOriginText = text;
  }
  return text;
}

/**
 * Keys are the same again and again, so their text is kept; of the first ones, for a program may also make up new ones
 * for ever.
 */
const MAX_KEYS = 1000;
const MAX_KEPT_KEY = 100;
/** What stands before the value of a field, for log lines and for those of spans, in which more keys are ours. */
const beforeInLogs = new Map();
const beforeInSpans = new Map();

/** The fields' text, each with a comma before it, up to `space` bytes. `before` has what stands before values. */
function fieldsText(fields, reserved, before, space) {
  if (fields === undefined) return '';
  const keys = attempt(() => Object.keys(fields), []);
  let text = '';
  for (const key of keys) {
    let value = THROWS;
    try {
      value = fields[key];
    } catch {
      // Then that is what it says.
    }
    const valueText = json(value);
    if (valueText === undefined) continue;
    const field = (before.get(key) ?? textBefore(key, value, keys, reserved, before)) + valueText;
    if (space < Infinity) space -= bytes(field);
    if (space < 0 || text.length > MAX_LINE) break;
    text += field;
  }
  return text;
}

/** What stands before the value of a field: its key, with `_` before it where only we may write that. */
function textBefore(key, value, keys, reserved, before) {
  let name = key;
  while (reserved.has(name, value) || (name !== key && keys.includes(name))) name = `_${name}`;
  const text = flat(',', quoted(name), ':');
  if (name === key && before.size < MAX_KEYS && key.length <= MAX_KEPT_KEY) before.set(key, text);
  return text;
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}
