// Lines as others want to read them.

import { json, quoted } from '../host/json.js';
import { timestamp } from './line.js';
import { checkOptions, describe } from '../options/options.js';
import { flag, text } from '../options/rows.js';
import {
  CAMEL_CASE,
  DATADOG,
  DATADOG_CLASSIC,
  DEFAULT,
  ELASTIC,
  GOOGLE_CLOUD,
  HONEYCOMB,
  NEW_RELIC,
  OPEN_TELEMETRY,
} from '../record/dialect-tables.js';
import { KEYS, LEVELS, SPAN_KEYS, STATUSES } from '../record/schema.js';
import { FLAG_SAMPLE } from '../headers/traceparent.js';

export function openTelemetry() {
  return dialect(OPEN_TELEMETRY);
}

export function googleCloud(options) {
  const { project } = checkOptions('googleCloud', options, { project: text });
  if (project === undefined)
    throw new TypeError('googleCloud: option project is missing: the id of the project whose traces these are');
  return dialect(GOOGLE_CLOUD, project);
}

export function datadog(options) {
  const { classic } = checkOptions('datadog', options, { classic: flag });
  return dialect(classic ? DATADOG_CLASSIC : DATADOG);
}

export function elastic() {
  return dialect(ELASTIC);
}

export function newRelic() {
  return dialect(NEW_RELIC);
}

export function honeycomb() {
  return dialect(HONEYCOMB);
}

export function camelCase() {
  return dialect(CAMEL_CASE);
}

const name = {
  is: (value) => text.is(value) && value !== '',
  expected: 'the name of a key, a string of 1 to 256 characters',
};
const keyNames = /* @__PURE__ */ Object.fromEntries(KEYS.map((key) => [key, name]));

export function customKeys(keys) {
  const given = checkOptions('customKeys', keys, keyNames);
  const named = Object.fromEntries(KEYS.map((key) => [key, given[key] ?? key]));
  const names = Object.values(named);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new TypeError(`customKeys: two keys would have the name ${describe(twice)}`);
  return dialect({ keys: named, spanName: named.message, linkKeys: [named.trace_id, named.span_id] });
}

/** How the ids of a dialect are written, by the word in its table: `[traceId, spanId]`. */
const IDS = {
  hex: () => [asItIs, asItIs],
  decimal: () => [low64Bits, low64Bits],
  resource: (project) => [(id) => `projects/${project}/traces/${id}`, asItIs],
};

function asItIs(id) {
  return id;
}

function low64Bits(hex) {
  return String(BigInt(`0x${hex.slice(-16)}`));
}

/** Names that only we may write, and those of objects that a backend unfolds onto them, as `trace` onto `trace.id`. */
class Reserved extends Set {
  #above;

  constructor(names) {
    super(names);
    this.#above = new Set(names.flatMap(prefixes));
  }

  has(name, value = undefined) {
    return super.has(name) || (typeof value === 'object' && value !== null && this.#above.has(name));
  }
}

/** `a` and `a.b` of `a.b.c`. */
function prefixes(name) {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** What lineOf asks of a dialect: which keys only we may write, and the text of ours, without the last brace. */
function dialect(table, project) {
  const differing = { ...DEFAULT, ...table };
  const { keys, spanName, levels, statuses, severityNumbers, linkKeys, unitsPerMs, constants } = differing;
  const [traceId, spanId] = IDS[differing.ids](project);
  const key = (ours) => (Object.hasOwn(keys, ours) ? keys[ours] : ours);
  const always = [...(severityNumbers.some(Boolean) ? ['severity_number'] : []), ...Object.keys(constants)];
  const inLogs = KEYS.filter((ours) => !SPAN_KEYS.includes(ours));
  const linkOf = (link) => ({ [linkKeys[0]]: traceId(link.traceId), [linkKeys[1]]: spanId(link.spanId) });

  /** Keys and values, in the order of the line. What is undefined is not written. */
  function* fieldsOf(record, message, isOfSpan) {
    const { time, level, service, context, parentId } = record;
    const gravity = LEVELS.indexOf(level);
    yield [key('timestamp'), differing.timeIsNumber ? Date.parse(timestamp(time)) : timestamp(time)];
    yield [key('level'), levels[gravity]];
    yield ['severity_number', severityNumbers[gravity] || undefined];
    yield [isOfSpan ? spanName : key('message'), message];
    yield [key('service'), service];
    if (context !== undefined) {
      const isSampled = (context.traceFlags & FLAG_SAMPLE) !== 0;
      yield [key('trace_id'), traceId(context.traceId)];
      yield [key('span_id'), spanId(context.spanId)];
      yield [key('parent_id'), isOfSpan && parentId ? spanId(parentId) : undefined];
      yield [key('trace_flags'), differing.flagsAreSampled ? isSampled : `0${context.traceFlags}`];
    }
    if (isOfSpan) yield* spanFieldsOf(record);
    yield* Object.entries(constants);
  }

  function* spanFieldsOf({ kind, durationMs, clock, status, unfinished, sampled, links, hiddenHop }) {
    yield [key('kind'), kind];
    yield [key('duration_ms'), unitsPerMs === 1 ? durationMs : Math.round(durationMs * unitsPerMs)];
    yield [key('clock'), clock];
    yield [key('status'), statuses[STATUSES.indexOf(status)]];
    yield [key('unfinished'), unfinished];
    yield [key('sampled'), sampled];
    yield [key('links'), links?.map(linkOf)];
    yield [key('hidden_hop'), hiddenHop === undefined ? undefined : true];
    yield [key('last_span_id'), hiddenHop === undefined ? undefined : spanId(hiddenHop)];
  }

  return Object.freeze({
    reserved: new Reserved([...KEYS.map(key), spanName, ...always]),
    reservedInLogs: new Reserved([...inLogs.map(key), ...always]),
    levelKey: key('level'),
    messageKeyOf: (isOfSpan) => (isOfSpan ? spanName : key('message')),
    ours(...args) {
      let text = '';
      for (const [name, value] of fieldsOf(...args)) {
        if (value !== undefined) text += `${text ? ',' : '{'}${quoted(name)}:${json(value)}`;
      }
      return text;
    },
  });
}
