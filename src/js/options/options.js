// Options are checked once, at set-up: an unknown name or a wrong type is a TypeError that names it.

import { attempt } from '../host/json.js';

/**
 * A row of a feature's table of options: `is` tests a value, `expected` says in the TypeError what it has to be,
 * `entry` is the row for each entry of a list, `secret` keeps the value out of the TypeError, and `default` stands
 * where nothing is given.
 *
 * @typedef {{
 *   is: (value: any) => boolean,
 *   expected: string,
 *   entry?: Row,
 *   secret?: boolean,
 *   default?: unknown,
 * }} Row
 */

/**
 * A copy of the options that has every known one, so that no prototype can add some.
 *
 * @template {Record<string, Row>} Known
 * @param {string} caller the function that was given the options, for the TypeError.
 * @param {unknown} options
 * @param {Known} known
 * @returns {{ [Name in keyof Known]: any }} the values, which the rows have checked
 */
export function checkOptions(caller, options, known) {
  /** @type {any} */
  const checked = { ...defaultsOf(known) };
  if (options === undefined) return checked;
  const names =
    typeof options === 'object'
      ? attempt(() => Reflect.ownKeys(/** @type {object} */ (options)), undefined)
      : undefined;
  if (names === undefined) throw new TypeError(`${caller}: options must be an object, got ${describe(options)}`);
  for (const name of names) {
    if (!Object.hasOwn(known, name)) {
      const all = Object.keys(known).join(', ');
      throw new TypeError(`${caller}: unknown option ${String(name)}; the options are ${all}`);
    }
    const value = read(options, name, caller);
    if (value === undefined) continue;
    check(`${caller}: option ${name}`, value, known[name]);
    checked[name] = value;
  }
  return checked;
}

/** For each table, its options where they are not given. Spans ask for theirs again and again. */
const defaults = new WeakMap();

function defaultsOf(known) {
  let values = defaults.get(known);
  if (values === undefined) {
    values = Object.fromEntries(Object.keys(known).map((name) => [name, own(known[name]).default]));
    defaults.set(known, values);
  }
  return values;
}

/** The parts of a row, and not what a polluted prototype has. */
function own(row) {
  return { __proto__: null, ...row };
}

function read(options, name, caller) {
  try {
    return options[name];
  } catch (cause) {
    throw new TypeError(`${caller}: option ${name} cannot be read`, { cause });
  }
}

/**
 * @param {string} what
 * @param {any} value
 * @param {Row} row
 */
function check(what, value, row) {
  const { is, expected, entry, secret } = own(row);
  if (attempt(() => is(value), false) !== true) {
    throw new TypeError(`${what} must be ${expected}, got ${secret ? typeof value : describe(value)}`);
  }
  // Not forEach, which passes over the holes of a list.
  if (entry) for (const [index, one] of [...value].entries()) check(`${what}[${index}]`, one, entry);
}

/** A value as a TypeError names it. */
export function describe(value) {
  if (value === null) return 'null';
  if (attempt(() => Array.isArray(value), false)) return 'a list';
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? String(value) : typeof value;
}
