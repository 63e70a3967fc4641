// The traceparent header, by the rules and with the tricks of tracehop, in JavaScript alone.

import { writeHex } from './entropy.js';

const HEADER = 55;
const SPAN_ID = 16;
const BATCH = 16;
const LONGEST = 512;
const SUFFIXES = ['-00', '-01', '-02', '-03'];
const DASH = 45;

/** The value of a hex digit, or a bit that no digit has. */
const NO_DIGIT = 0x80;
const DIGIT = new Uint8Array(128).fill(NO_DIGIT);
for (let value = 0; value < 16; value++) DIGIT['0123456789abcdef'.charCodeAt(value)] = value;

class Traceparent {
  #header;
  #flags;

  constructor(header, flags) {
    this.#header = header;
    this.#flags = flags;
  }

  get version() {
    return '00';
  }

  get trace_id() {
    return this.#header.slice(3, 35);
  }

  get parent_id() {
    return this.#header.slice(36, 52);
  }

  get flags() {
    return this.#flags;
  }

  set flags(flags) {
    this.#flags = Number(flags) & 3;
    this.#header = this.#header.slice(0, 52) + SUFFIXES[this.#flags];
  }

  child() {
    return new Traceparent(childHeader(this.#header, this.#flags), this.#flags);
  }

  toString() {
    return this.#header;
  }

  toJSON() {
    return this.#header;
  }
}

export function make() {
  return new Traceparent(freshHeader(), 3);
}

export function parse(value) {
  if (typeof value !== 'string') return null;
  if (value.length === HEADER) {
    const flags = fields(value, 0);
    if (flags >= 0) return accept(value, 0, flags);
  }
  return value.length > LONGEST ? null : parseOther(value);
}

export function hop(value) {
  if (typeof value === 'string' && value.length === HEADER) {
    const flags = fields(value, 0);
    if (flags >= 0) return childHeader(value, flags & 3);
  }
  return parse(value)?.child().toString() ?? null;
}

/** A header with something around or behind it. */
function parseOther(value) {
  let start = 0;
  let end = value.length;
  while (start < end && isSpace(value.charCodeAt(start))) start++;
  while (end > start && isSpace(value.charCodeAt(end - 1))) end--;
  const length = end - start;
  if (length < HEADER) return null;
  const flags = fields(value, start);
  if (flags < 0) return null;
  const isLater = !value.startsWith('00', start);
  if (length > HEADER && !(isLater && value.charCodeAt(start + HEADER) === DASH)) return null;
  return accept(value, start, flags);
}

/** The flags byte of the 55 characters from `at` on, or -1 where they are no header. */
function fields(text, at) {
  const unit = (index) => text.charCodeAt(at + index);
  let seen = 0;
  let bad = 0;
  let trace = 0;
  for (let index = 3; index < 35; index++) {
    const code = text.charCodeAt(at + index);
    seen |= code;
    trace |= DIGIT[code & 127];
  }
  let parent = 0;
  for (let index = 36; index < 52; index++) {
    const code = text.charCodeAt(at + index);
    seen |= code;
    parent |= DIGIT[code & 127];
  }
  const version = unit(0) | unit(1) | unit(53) | unit(54);
  const high = DIGIT[unit(0) & 127];
  const low = DIGIT[unit(1) & 127];
  const first = DIGIT[unit(53) & 127];
  const second = DIGIT[unit(54) & 127];
  seen |= version;
  bad |= trace | parent | high | low | first | second;
  const dashes = unit(2) === DASH && unit(35) === DASH && unit(52) === DASH;
  if (seen > 127 || bad > 15 || !dashes || trace === 0 || parent === 0 || (high & low) === 15) return -1;
  return (first << 4) | second;
}

function accept(value, start, bits) {
  const flags = bits & 3;
  const isCanonical = bits === flags && value.startsWith('00', start);
  if (isCanonical) return new Traceparent(value.length === HEADER ? value : value.slice(start, start + HEADER), flags);
  return new Traceparent('00' + value.slice(start + 2, start + 52) + SUFFIXES[flags], flags);
}

function childHeader(header, flags) {
  const prefix =
    header.charCodeAt(1) === 48 && header.charCodeAt(0) === 48 ? header.slice(0, 36) : `00${header.slice(2, 36)}`;
  return prefix + freshSpanId() + SUFFIXES[flags];
}

function isSpace(code) {
  return code === 32 || code === 9;
}

const decoder = new TextDecoder();

const headerBytes = new TextEncoder().encode(`00-${'0'.repeat(32)}-${'0'.repeat(16)}-03`.repeat(BATCH));
let headers = '';
let nextHeader = 0;

function freshHeader() {
  if (nextHeader === headers.length) {
    for (let at = 0; at < headerBytes.length; at += HEADER) {
      writeHex(headerBytes, at + 3, 16);
      writeHex(headerBytes, at + 36, 8);
    }
    headers = decoder.decode(headerBytes);
    nextHeader = 0;
  }
  return headers.slice(nextHeader, (nextHeader += HEADER));
}

const spanIdBytes = new Uint8Array(BATCH * SPAN_ID);
let spanIds = '';
let nextSpanId = 0;

function freshSpanId() {
  if (nextSpanId === spanIds.length) {
    for (let at = 0; at < spanIdBytes.length; at += SPAN_ID) writeHex(spanIdBytes, at, 8);
    spanIds = decoder.decode(spanIdBytes);
    nextSpanId = 0;
  }
  return spanIds.slice(nextSpanId, (nextSpanId += SPAN_ID));
}
