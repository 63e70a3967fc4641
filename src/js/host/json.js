// JSON that never throws, whatever it is given, and that stops where it is longer than a line can be.

import { MAX_LINE } from '../record/schema.js';
import { member } from './member.js';

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
  return isObject(value) ? compound(value, [], { left: MAX_LINE }) : simple(value);
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

function simple(value) {
  const type = typeof value;
  if (type === 'string') return quoted(value);
  if (type === 'bigint') return `"${value}"`;
  if (type === 'number' && !Number.isFinite(value)) return 'null';
  return type === 'number' || type === 'boolean' || value === null ? `${value}` : undefined;
}

/** The JSON of an object that stands in those `above`, while there is budget left. */
function compound(value, above, budget) {
  if (above.includes(value)) return '"[Circular]"';
  if (above.length === MAX_DEPTH) return '"[More]"';
  const inside = [...above, value];
  const spent = (item) => {
    const text = simple(item);
    budget.left -= text?.length ?? 0;
    return text;
  };
  return attempt(() => {
    const contents = contentsOf(value, above);
    if (!isObject(contents)) return spent(contents);
    const areItems = isList(contents);
    /** @type {any} */
    const keys = areItems ? contents : Object.keys(contents);
    let text = '';
    for (let index = 0; index < keys.length && budget.left > 0; index++) {
      const key = areItems ? index : keys[index];
      const name = areItems ? '' : `${quoted(key)}:`;
      const item = attempt(() => contents[key], THROWS);
      const itemText = isObject(item) ? compound(item, inside, budget) : spent(item);
      budget.left -= name.length + 1;
      if (areItems || itemText !== undefined) text += (text && ',') + name + (itemText ?? null);
    }
    return areItems ? `[${text}]` : `{${text}}`;
  }, `"${THROWS}"`);
}

let collected = (_) => undefined;

/** Called by entries for servers, with what gives the contents of a Map and the like. */
export function provideCollected(read) {
  collected = read;
}

/**
 * What an object is written as: what its toJSON gives, the fields of an error, the contents of a collection. It may
 * throw.
 */
export function contentsOf(value, above = []) {
  if (isError(value)) return errorFields(value, above);
  if (isList(value)) return value;
  const can = (name) => typeof member(value, name) === 'function';
  if (can('toJSON')) return value.toJSON();
  // A boxed value is what it holds.
  return collected(value) ?? (can('valueOf') ? value.valueOf() : value);
}

/** Whether a value is an array, or a typed one. The toJSON of Node's buffers would make a list of all bytes. */
function isList(value) {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** The fields by which an error is written, in its line or below others. */
export function errorFields(error, above = []) {
  const fields = { __proto__: null };
  for (const [name, key] of ERROR_FIELDS) {
    const value = attempt(() => member(error, name), THROWS);
    const isShown =
      name === 'cause'
        ? value !== undefined && above.filter(isError).length < MAX_CAUSES
        : name === 'errors'
          ? attempt(() => Array.isArray(value), false)
          : typeof value === 'string'
            ? value !== ''
            : name === 'code' && typeof value === 'number';
    if (isShown) fields[`exception.${key}`] = value;
  }
  return fields;
}

const ERROR_FIELDS = Object.entries({
  name: 'type',
  message: 'message',
  stack: 'stacktrace',
  code: 'code',
  cause: 'cause',
  errors: 'errors',
});

/** Whether a value is an error, also one of another realm. */
export function isError(value) {
  if (!isObject(value)) return false;
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
  return attempt(() => (isObject(value) ? json(value) : String(value)), THROWS) ?? '';
}

/** What `read` gives, or `otherwise` where it throws. */
export function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
