// Lines as others want to read them.

import { timestamp } from './line.js';
import { checkOptions, flag, text } from '../options/options.js';
import {
  DATADOG,
  DATADOG_CLASSIC,
  DEFAULT,
  ELASTIC,
  GOOGLE_CLOUD,
  HONEYCOMB,
  NEW_RELIC,
  OPEN_TELEMETRY,
} from '../record/dialect-tables.js';
import { KEYS, LEVELS, STATUSES } from '../record/schema.js';
import { FLAG_SAMPLE } from '../headers/traceparent.js';

export function openTelemetry() {
  return dialect(OPEN_TELEMETRY);
}

export function googleCloud(options) {
  const { project } = checkOptions('googleCloud', options, { project: text });
  if (project === undefined)
    throw new TypeError('googleCloud: option project is missing: the id of the project whose traces these are');
  return dialect(GOOGLE_CLOUD, { traceId: (id) => `projects/${project}/traces/${id}` });
}

export function datadog(options) {
  const { classic = false } = checkOptions('datadog', options, { classic: flag });
  return classic ? dialect(DATADOG_CLASSIC, { traceId: low64Bits, spanId: low64Bits }) : dialect(DATADOG);
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

function low64Bits(hex) {
  return String(BigInt(`0x${hex.slice(-16)}`));
}

const asItIs = (id) => id;

/** What src/js/lines/line.js asks of a dialect: which keys only we may write, and the text of ours, without the last brace. */
function dialect(table, { traceId = asItIs, spanId = asItIs } = {}) {
  const { keys, spanName, levels, statuses, severityNumbers, flagsAreSampled, timeIsNumber, unitsPerMs, constants } = {
    ...DEFAULT,
    ...table,
  };
  const key = (ours) => keys[ours] ?? ours;
  const reserved = new Set([...KEYS.map(key), spanName, ...Object.keys(constants)]);
  if (table.severityNumbers) reserved.add('severity_number');

  /** Keys and values, in the order of the line. What is undefined is not written. */
  function* fieldsOf({ time, level, service, context, parentId, timing }, message) {
    const gravity = LEVELS.indexOf(level);
    yield [key('timestamp'), timeIsNumber ? Date.parse(timestamp(time)) : timestamp(time)];
    yield [key('level'), levels[gravity]];
    yield ['severity_number', severityNumbers[gravity] || undefined];
    yield [timing ? spanName : key('message'), message];
    yield [key('service'), service];
    if (context !== undefined) {
      yield [key('trace_id'), traceId(context.traceId)];
      yield [key('span_id'), spanId(context.spanId)];
      yield [key('parent_id'), parentId && spanId(parentId)];
      yield [key('trace_flags'), flagsAreSampled ? (context.traceFlags & FLAG_SAMPLE) !== 0 : `0${context.traceFlags}`];
    }
    if (timing !== undefined) {
      const { kind, durationMs, status, isUnfinished } = timing;
      yield [key('kind'), kind];
      yield [key('duration_ms'), unitsPerMs === 1 ? durationMs : Math.round(durationMs * unitsPerMs)];
      yield [key('clock'), durationMs === 0 ? 'coarse' : undefined];
      yield [key('status'), statuses[STATUSES.indexOf(status)]];
      yield [key('unfinished'), isUnfinished || undefined];
    }
    yield* Object.entries(constants);
  }

  return Object.freeze({
    reserved,
    ours(record, message) {
      const fields = Object.fromEntries(fieldsOf(record, message));
      return JSON.stringify(fields).slice(0, -1) + (record.timing?.links ?? '');
    },
  });
}
