// The tracestate header, by the rules and with the tricks of tracehop, in JavaScript alone.

const MOST = 32;
const LONGEST_TEXT = 512;
const LONG_MEMBER = 128;
const LONGEST_PART = 256;
const LONGEST_RECEIVED = 32 * 1024;

/** What a character may be part of. */
const KEY = 1;
const VALUE = 2;
const FIRST = 4;
const KINDS = new Uint8Array(128);
for (let code = 32; code < 127; code++) if (code !== 44 && code !== 61) KINDS[code] = VALUE;
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') KINDS[character.charCodeAt(0)] |= KEY | FIRST;
for (const character of '_-*/@') KINDS[character.charCodeAt(0)] |= KEY;
const COMMA = 44;
const EQUALS = 61;

/** Reads a header; set below, where the list's private members can be reached. */
export let parse;

export class Tracestate {
  #keys = [];
  #values = [];

  get size() {
    return this.#keys.length;
  }

  get(key) {
    return this.#values[this.#keys.indexOf(key)];
  }

  set(key, value) {
    const text = `${value}`;
    if (typeof key !== 'string' || !isKey(key) || !isValue(text))
      throw new TypeError('tracestate: invalid list-member');
    this.delete(key);
    this.#keys.unshift(key);
    this.#values.unshift(text);
    if (this.#keys.length > MOST) {
      this.#keys.pop();
      this.#values.pop();
    }
    return this;
  }

  delete(key) {
    const index = this.#keys.indexOf(key);
    if (index < 0) return false;
    this.#keys.splice(index, 1);
    this.#values.splice(index, 1);
    return true;
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.#keys.length; index++) yield [this.#keys[index], this.#values[index]];
  }

  toString() {
    const keys = this.#keys;
    const values = this.#values;
    let text = '';
    for (let index = 0; index < keys.length; index++)
      text += (index === 0 ? '' : ',') + keys[index] + '=' + values[index];
    return text.length <= LONGEST_TEXT ? text : fitted([...this].map(([key, value]) => `${key}=${value}`));
  }

  static {
    parse = (value) => {
      const list = new Tracestate();
      if (typeof value === 'string' && value.length <= LONGEST_RECEIVED && !scan(value, list.#keys, list.#values)) {
        return new Tracestate();
      }
      return list;
    };
  }
}

/** Puts the members into the lists. Gives false where the whole header is to be discarded. */
function scan(text, keys, values) {
  let received = 0;
  for (let at = 0; at < text.length; at++) {
    while (isSpace(text.charCodeAt(at))) at++;
    const start = at;
    for (let code; (code = text.charCodeAt(at)) < 128 && KINDS[code] & KEY; ) at++;
    if (at === start && !(text.charCodeAt(at) !== COMMA && at < text.length)) continue;
    const equals = at;
    if (
      text.charCodeAt(at) !== EQUALS ||
      at === start ||
      at - start > LONGEST_PART ||
      !(KINDS[text.charCodeAt(start)] & FIRST)
    ) {
      return false;
    }
    for (let code; (code = text.charCodeAt(++at)) < 128 && KINDS[code] & VALUE; );
    let end = at;
    while (isSpace(text.charCodeAt(at))) at++;
    if (at < text.length && text.charCodeAt(at) !== COMMA) return false;
    while (isSpace(text.charCodeAt(end - 1))) end--;
    if (end <= equals + 1 || end - equals - 1 > LONGEST_PART || ++received > MOST) return false;
    const key = text.slice(start, equals);
    if (keys.includes(key)) continue;
    keys.push(key);
    values.push(text.slice(equals + 1, end));
  }
  return true;
}

function isSpace(code) {
  return code === 32 || code === 9;
}

function isKey(text) {
  return hasOnly(text, KEY) && (KINDS[text.charCodeAt(0)] & FIRST) !== 0;
}

function isValue(text) {
  return hasOnly(text, VALUE) && !text.endsWith(' ');
}

function hasOnly(text, kind) {
  if (text.length === 0 || text.length > LONGEST_PART) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127 || !(KINDS[code] & kind)) return false;
  }
  return true;
}

/** Members of more than 128 characters leave first, then members from the right. */
function fitted(members) {
  let total = members.reduce((sum, member) => sum + member.length, members.length - 1);
  for (const least of [LONG_MEMBER + 1, 1]) {
    for (let index = members.length - 1; index >= 0 && total > LONGEST_TEXT; index--) {
      if (members[index].length < least) continue;
      total -= members[index].length + 1;
      members[index] = '';
    }
  }
  return members.filter((member) => member !== '').join();
}
