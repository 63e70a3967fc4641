// The tracestate header. Rust finds, checks and drops members; the list here holds strings, in the header's order.

import { canStart, report } from '../host/host.js';
import { CANONICAL, COUNT } from '../wasm/codes.js';
import { table, write } from '../wasm/instance.js';
import { provideLists } from './list-reader.js';
import { tracestateExports } from '../wasm/tracestate.js';

/** Reads a header; set below, where the list's private members can be reached. */
export let parse;

export class Tracestate {
  static {
    parse = (value) => {
      const list = new Tracestate();
      if (typeof value === 'string' && value !== '' && canStart()) list.#read(value);
      return list;
    };
  }

  /** The members as `key=value`, joined with commas: nothing but that text is kept. */
  #text = '';
  #size = 0;

  constructor(initial) {
    if (initial instanceof Tracestate) {
      this.#text = initial.#text;
      this.#size = initial.#size;
    } else if (initial != null) {
      for (const [key, value] of membersOf(initial)) this.set(key, value);
    }
  }

  get size() {
    return this.#size;
  }

  get(key) {
    const start = this.#findAny(key);
    return start < 0 ? undefined : this.#text.slice(start + key.length + 1, this.#end(start));
  }

  has(key) {
    return this.#findAny(key) >= 0;
  }

  set(key, value) {
    const text = textOf(value);
    if (typeof key !== 'string' || !isMember(key, text)) throw invalidMember();
    this.#remove(this.#find(key));
    if (this.#size === tracestateExports().max_members()) this.#cut(this.#text.lastIndexOf(','), this.#text.length);
    this.#text = this.#size === 0 ? `${key}=${text}` : `${key}=${text},${this.#text}`;
    this.#size++;
    return this;
  }

  delete(key) {
    return this.#remove(this.#findAny(key));
  }

  clear() {
    this.#text = '';
    this.#size = 0;
  }

  keys() {
    return this.#members()
      .map(([key]) => key)
      .values();
  }

  values() {
    return this.#members()
      .map(([, value]) => value)
      .values();
  }

  entries() {
    return this.#members().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(callback, thisArg) {
    for (const [key, value] of this.#members()) callback.call(thisArg, value, key, this);
  }

  toString() {
    return this.#size === 0 || this.#text.length <= tracestateExports().max_length()
      ? this.#text
      : fitted(this.#text.split(','));
  }

  toJSON() {
    return this.toString();
  }

  #members() {
    return this.#size === 0 ? [] : this.#text.split(',').map((member) => member.split('='));
  }

  /**
   * Where the member with this key starts, or -1; for whatever is asked for. No key has a comma or an equals sign in
   * it.
   */
  #findAny(key) {
    return typeof key !== 'string' || /[,=]/.test(key) ? -1 : this.#find(key);
  }

  #find(key) {
    const start = `${key}=`;
    if (this.#text.startsWith(start)) return 0;
    return this.#text.indexOf(`,${start}`) + 1 || -1;
  }

  #remove(start) {
    if (start < 0) return false;
    const end = this.#end(start);
    // With the comma behind the member; of the last one, with the comma before it.
    if (end < this.#text.length) this.#cut(start, end + 1);
    else this.#cut(Math.max(start - 1, 0), end);
    return true;
  }

  #end(start) {
    const comma = this.#text.indexOf(',', start);
    return comma < 0 ? this.#text.length : comma;
  }

  #cut(start, end) {
    this.#text = this.#text.slice(0, start) + this.#text.slice(end);
    this.#size--;
  }

  #read(text) {
    try {
      const answer = tracestateExports().scan_tracestate(write(text));
      if (answer <= 0) return;
      this.#size = answer & COUNT;
      this.#text = answer & CANONICAL ? text : joined(text, this.#size);
    } catch (error) {
      report('a tracestate could not be read', error);
    }
  }
}

// A list of another copy of the package is read as text.
provideLists((value) => (value instanceof Tracestate ? new Tracestate(value) : parse(`${value}`)));

export function make(initial) {
  return new Tracestate(initial);
}

/** The members that Rust found in a text, without what stands between them. */
function joined(text, count) {
  const members = [];
  for (let row = 0; row < 2 * count; row += 2) members.push(text.slice(table[row], table[row + 1]));
  return members.join();
}

/** As many of the members as a header may have. */
function fitted(members) {
  const { fit_tracestate: fit } = tracestateExports();
  members.forEach((member, place) => {
    table[place] = member.length;
  });
  fit(members.length);
  return members.filter((_, place) => table[place] !== 0).join();
}

/** A value as text; of what has none, a text that no member can have. */
function textOf(value) {
  try {
    return `${value}`;
  } catch {
    return '';
  }
}

function isMember(key, value) {
  return tracestateExports().check_member(key.length, write(key + value));
}

function membersOf(initial) {
  if (typeof initial !== 'object') {
    throw new TypeError(`tracestate: the members must be an object, or pairs of key and value, got ${typeof initial}`);
  }
  if (typeof initial[Symbol.iterator] !== 'function') return Object.entries(initial);
  return Array.from(initial, (pair, place) => {
    if (Array.isArray(pair)) return pair;
    throw new TypeError(
      `tracestate: member ${place} must be a pair of key and value, got ${pair === null ? 'null' : typeof pair}`,
    );
  });
}

function invalidMember() {
  const key = 'a key is 1 to 256 of a-z 0-9 _ - * / @ and starts with a letter or digit';
  const value =
    'a value is 1 to 256 printable ASCII characters without comma and equals sign, and does not end with a space';
  return Object.assign(new TypeError(`tracestate: invalid list-member: ${key}, ${value}`), { code: 'list-member' });
}
