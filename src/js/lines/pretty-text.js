// Records as pieces of text for people, each `[text, style]`. A terminal and a browser's console show the same pieces in
// their own ways.

import { attempt, json, textOf } from '../host/json.js';

const BAR = 24;
const MAX_LABEL = 40;
const MAX_VALUE = 1000;
const MAX_STACK = 20;

/** Characters by which a text could move the cursor, start a line of its own, or turn the direction of others. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

function shown(text) {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Pieces with a space between them. Those without a text are left out. */
function spaced(pieces) {
  const present = pieces.filter(([text]) => text !== undefined && text !== '');
  return present.flatMap((piece, index) => (index === 0 ? [piece] : [[' ', 'text'], piece]));
}

/** A moment as the clock on the wall shows it. */
function clock(ms) {
  const date = new Date(ms);
  const digits = (number, length = 2) => String(number).padStart(length, '0');
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => digits(part));
  return `${hours}:${minutes}:${seconds}.${digits(date.getMilliseconds(), 3)}`;
}

/** The pieces of a log line, without its fields. */
export function logPieces({ time, level, service, message, context }) {
  return spaced([
    [clock(time), 'dim'],
    [level.toUpperCase().padEnd(5), level],
    [service && shown(service), 'service'],
    [shown(message), level === 'error' ? 'error' : 'text'],
    [context?.traceId.slice(0, 8), 'dim'],
  ]);
}

/** The fields of a log line as text: one line of `key=value`, and the lines of a stack. */
export function fieldsText({ fields, message }) {
  const { 'exception.stacktrace': stack, ...rest } = fields ?? {};
  const pairs = Object.entries(rest).flatMap(([key, value]) => {
    if (key === 'exception.message' && value === message) return [];
    const text = attempt(() => valueText(value), undefined);
    return text === undefined ? [] : [`${shown(key)}=${text}`];
  });
  const lines = typeof stack === 'string' ? stack.split('\n').slice(0, MAX_STACK) : [];
  return { pairs: pairs.join(' '), stack: lines.map((line) => shown(line.trim())) };
}

function valueText(value) {
  const text = typeof value === 'string' && /^[\w./:@+-]+$/.test(value) ? value : json(value);
  return text === undefined ? undefined : cut(shown(text), MAX_VALUE);
}

/** How long a span took. */
function duration({ durationMs, clock }) {
  if (clock === 'coarse') return '? ms';
  if (durationMs >= 1000) return `${(durationMs / 1000).toFixed(2)} s`;
  return `${durationMs.toFixed(durationMs < 100 ? 1 : 0)} ms`;
}

/** A span's name. A bare method is told apart from others by the place that it went to. */
function label({ name, fields }) {
  const { 'http.request.method': method, 'url.path': path, 'url.full': full } = fields ?? {};
  const place = path ?? attempt(() => placeOf(new URL(full)), undefined);
  const isBare = method !== undefined && (name === method || name === 'HTTP');
  return shown(isBare && typeof place === 'string' ? `${name} ${place}` : name);
}

function placeOf({ host, pathname }) {
  return host + pathname;
}

/** What else there is to say about how a span ended. */
function outcome({ status, unfinished, fields }) {
  const { 'http.response.status_code': code, 'error.type': type, cancelled } = fields ?? {};
  const words = [
    code,
    textOf(type) === textOf(code) ? undefined : type,
    cancelled === true ? 'cancelled' : undefined,
    unfinished ? 'unfinished' : undefined,
  ].filter((word) => word !== undefined);
  const text = cut(shown(words.map(textOf).join(' ')), MAX_LABEL);
  return text === '' && status === 'error' ? 'error' : text;
}

function styleOf({ status, kind }) {
  return status === 'error' ? 'error' : kind;
}

/** The pieces of one line about a whole tree of spans. */
export function requestPieces(rows) {
  const [{ span }] = rows;
  const failed = rows.filter((row) => row.span.status === 'error').length;
  const counts = rows.length > 1 ? `${rows.length} spans${failed > 0 ? `, ${failed} failed` : ''}` : undefined;
  return spaced([
    [clock(span.time), 'dim'],
    [span.service && shown(span.service), 'service'],
    [cut(label(span), 2 * MAX_LABEL), span.status === 'error' ? 'error' : 'strong'],
    [outcome(span), styleOf(span)],
    [duration(span), 'text'],
    [counts, 'dim'],
    [span.context.traceId, 'dim'],
  ]);
}

/** The waterfall of a tree of spans: a list of pieces for each row. */
export function waterfall(rows) {
  const [{ span: root }] = rows;
  const ends = rows.map(({ span }) => span.time - root.time + span.durationMs);
  const total = Math.max(...ends, Number.MIN_VALUE);
  const labels = rows.map(({ span, depth }) => cut('  '.repeat(Math.min(depth, 8)) + label(span), MAX_LABEL));
  const width = Math.max(...labels.map(({ length }) => length));
  const durations = rows.map(({ span }) => duration(span));
  const longest = Math.max(...durations.map(({ length }) => length));
  return rows.map(({ span }, index) => {
    const start = Math.min(Math.max(Math.round(((span.time - root.time) / total) * BAR), 0), BAR - 1);
    const length = Math.min(Math.max(Math.round((span.durationMs / total) * BAR), 1), BAR - start);
    const bar = [
      ['·'.repeat(start), 'dim'],
      ['█'.repeat(length), styleOf(span)],
      ['·'.repeat(BAR - start - length), 'dim'],
    ];
    const [name, ...words] = spaced([
      [labels[index].padEnd(width), 'text'],
      [durations[index].padStart(longest), 'text'],
      [outcome(span), styleOf(span)],
    ]);
    return [name, [' ', 'text'], ...bar.filter(([text]) => text !== ''), ...words];
  });
}
