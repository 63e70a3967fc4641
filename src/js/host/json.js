// JSON that never throws, whatever it is given, and that stops where it is longer than a line can be.

import { MAX_LINE } from '../record/schema.js';

const MAX_DEPTH = 100;
/** Errors that are written below each other, each the cause of the one above it. */
const MAX_CAUSES = 5;
/** What is written in the place of a value that throws when it is read. */
export const THROWS = '[Throws]';

/** Text that is its own JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** Characters that other readers take for the end of a line, that a terminal obeys, or that change the order of others. */
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON with more escapes than it needs, so that it is one line for every reader. */
export function escaped(text) {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text's JSON; the start of it where it is longer than any line. */
export function quoted(text) {
  return text.length < 64 && PLAIN.test(text) ? `"${text}"` : escaped(JSON.stringify(text.slice(0, MAX_LINE + 1)));
}

/**
 * A value's JSON, or undefined for what JSON leaves out: undefined, functions, symbols. What is longer than a line is
 * not written to its end, and still is JSON.
 */
export function json(value) {
  return written(value, [], { left: MAX_LINE });
}

/** The same for a value that stands in those `above`, while there is budget left. */
function written(value, above, budget) {
  if (typeof value === 'object' && value !== null) return compound(value, above, budget);
  const text = simple(value);
  budget.left -= text?.length ?? 0;
  return text;
}

function simple(value) {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null';
  if (typeof value === 'bigint') return `"${value}"`;
  return typeof value === 'boolean' || value === null ? `${value}` : undefined;
}

function compound(value, above, budget) {
  if (above.includes(value)) return '"[Circular]"';
  if (above.length === MAX_DEPTH) return '"[More]"';
  const inside = [...above, value];
  return attempt(() => {
    const contents = contentsOf(value);
    if (typeof contents !== 'object' || contents === null) return written(contents, inside, budget);
    if (isError(value) && above.filter(isError).length === MAX_CAUSES) delete contents[CAUSE];
    const isList = Array.isArray(contents);
    const keys = isList ? contents : Object.keys(contents);
    let text = '';
    for (let index = 0; index < keys.length && budget.left > 0; index++) {
      const name = isList ? '' : `${quoted(keys[index])}:`;
      const item = attempt(() => contents[isList ? index : keys[index]], THROWS);
      const itemText = written(item, inside, budget) ?? (isList ? 'null' : undefined);
      budget.left--;
      if (itemText === undefined) continue;
      budget.left -= name.length;
      text += (text && ',') + name + itemText;
    }
    return isList ? `[${text}]` : `{${text}}`;
  }, `"${THROWS}"`);
}

/**
 * What an object is written as: what its toJSON gives, the fields of an error, the entries of a Map and the like, the
 * items of a Set and of a typed array. It may throw.
 */
export function contentsOf(value) {
  if (isError(value)) return errorFields(value);
  const can = (name) => typeof member(value, name) === 'function';
  // That of Node's buffers makes a list of all bytes.
  if (can('toJSON') && !ArrayBuffer.isView(value)) return value.toJSON();
  if (Array.isArray(value)) return value;
  if (can('entries') && can(Symbol.iterator)) {
    const items = [];
    for (const item of value) if (items.push(item) > MAX_LINE / 2) break;
    return can('get') ? fieldsOfPairs(items) : items;
  }
  return [String, Number, Boolean].includes(value.constructor) ? value.valueOf() : value;
}

/** A member of an object or of its class, and not what a polluted prototype has. */
function member(value, name) {
  const found = value?.[name];
  return found === Object.prototype[name] ? undefined : found;
}

/** Pairs as fields; the values of a name that comes again, as in headers, as a list. */
function fieldsOfPairs(pairs) {
  const fields = { __proto__: null };
  for (const [key, value] of pairs) {
    const name = String(key);
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return fields;
}

const CAUSE = 'exception.cause';

/** The fields by which an error is written. */
export function errorFields(error) {
  const fields = { __proto__: null };
  const add = (key, name, isShown) => {
    const value = attempt(() => member(error, name), THROWS);
    if (isShown(value)) fields[key] = value;
  };
  const isText = (value) => typeof value === 'string' && value !== '';
  add('exception.type', 'name', isText);
  add('exception.message', 'message', isText);
  add('exception.stacktrace', 'stack', isText);
  add('exception.code', 'code', (value) => isText(value) || typeof value === 'number');
  add(CAUSE, 'cause', (value) => value !== undefined);
  add('exception.errors', 'errors', (value) => attempt(() => Array.isArray(value), false));
  return fields;
}

/** Whether a value is an error, also one of another realm. */
export function isError(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    // Most values are literals, and a look at their constructor is the cheapest question about them.
    return (
      value instanceof Error ||
      (value.constructor !== Object && Object.prototype.toString.call(value) === '[object Error]')
    );
  } catch {
    return false;
  }
}

/** A value as text, in a sentence. */
export function textOf(value) {
  if (typeof value === 'string') return value;
  if (isError(value)) return errorFields(value)['exception.message'] ?? 'Error';
  return attempt(() => (typeof value === 'object' && value !== null ? json(value) : String(value)), THROWS) ?? '';
}

/** What `read` gives, or `otherwise` where it throws. */
export function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
