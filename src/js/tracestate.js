// The tracestate header. Rust finds, checks and drops members; the list here holds strings, in the header's order.

import { ready, table, wasm, write } from './instance.js';

/** Reads a header; set below, where the list's private members can be reached. */
export let parse;

export class Tracestate {
  /** @type {[key: string, value: string][]} */
  #members = [];

  constructor(initial) {
    if (initial instanceof Tracestate) {
      this.#members = [...initial];
    } else if (initial != null) {
      for (const [key, value] of membersOf(initial)) this.set(key, value);
    }
  }

  get size() {
    return this.#members.length;
  }

  get(key) {
    return this.#members.find(([name]) => name === key)?.[1];
  }

  has(key) {
    return this.#members.some(([name]) => name === key);
  }

  set(key, value) {
    const text = textOf(value);
    if (typeof key !== 'string' || !isMember(key, text)) throw invalidMember();
    this.delete(key);
    this.#members.unshift([key, text]);
    this.#members.length = Math.min(this.size, wasm.max_members());
    return this;
  }

  delete(key) {
    const before = this.size;
    this.#members = this.#members.filter(([name]) => name !== key);
    return this.size < before;
  }

  clear() {
    this.#members = [];
  }

  keys() {
    return this.#members.map(([key]) => key).values();
  }

  values() {
    return this.#members.map(([, value]) => value).values();
  }

  entries() {
    return this.#members.map(([key, value]) => [key, value]).values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(callback, thisArg) {
    for (const [key, value] of this) callback.call(thisArg, value, key, this);
  }

  toString() {
    const members = this.#members.map(([key, value]) => `${key}=${value}`);
    if (members.length === 0) return '';
    const exports = ready();
    members.forEach((member, index) => {
      table[index] = member.length;
    });
    exports.fit_tracestate(members.length);
    return members.filter((_, index) => table[index] !== 0).join();
  }

  toJSON() {
    return this.toString();
  }

  static {
    parse = (value) => {
      const list = new Tracestate();
      if (typeof value === 'string' && value !== '') list.#members = scan(value);
      return list;
    };
  }
}



export function make(initial) {
  return new Tracestate(initial);
}

function scan(text) {
  const count = ready().scan_tracestate(write(text));
  const members = [];
  for (let row = 0; row < 3 * count; row += 3) {
    const equals = table[row + 1];
    members.push([text.slice(table[row], equals), text.slice(equals + 1, table[row + 2])]);
  }
  return members;
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
  const split = write(key);
  return wasm.check_member(split, write(value, split));
}

function membersOf(initial) {
  if (typeof initial !== 'object') {
    throw new TypeError(`tracestate: the members must be an object, or pairs of key and value, got ${typeof initial}`);
  }
  return typeof initial[Symbol.iterator] === 'function' ? initial : Object.entries(initial);
}

function invalidMember() {
  const key = 'a key is 1 to 256 of a-z 0-9 _ - * / @ and starts with a letter or digit';
  const value = 'a value is 1 to 256 printable ASCII characters without comma and equals sign, and does not end with a space';
  return Object.assign(new TypeError(`tracestate: invalid list-member: ${key}, ${value}`), { code: 'list-member' });
}
