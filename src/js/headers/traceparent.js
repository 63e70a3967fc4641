// The traceparent header. Rust reads and makes the text; an object here holds only strings.

import { bringEntropy, canStart, report } from '../host/host.js';
import { BATCH, CANONICAL, FLAGS, HEADER_LENGTH, READ_LENGTH, SPAN_ID_LENGTH, START_SHIFT } from '../wasm/codes.js';
import { read, traceparentExports, wasm, write } from '../wasm/instance.js';

export const FLAG_SAMPLE = 1;
export const FLAG_RANDOM = 2;

const SUFFIXES = ['-00', '-01', '-02', '-03'];

class Traceparent {
  #header;
  #flags;

  constructor(header, flags) {
    this.#header = header;
    this.#flags = flags;
  }

  get version() {
    return this.#header.slice(0, 2);
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
    this.#flags = traceparentExports().known_flags(Number(flags));
    this.#header = withFlags(this.#header, this.#flags);
  }

  child() {
    return new Traceparent(childOf(this.#header, this.#flags), this.#flags);
  }

  toString() {
    return this.#header;
  }

  toJSON() {
    return this.#header;
  }
}

export function make() {
  return new Traceparent(freshHeader(), traceparentExports().start_flags());
}

export function parse(value) {
  const answer = answerTo(value);
  return answer < 0 ? null : new Traceparent(headerIn(value, answer), answer & FLAGS);
}

/** What Rust says of a text that may be a header: a number below 0 where it is none, else flags and place. */
export function answerTo(value) {
  if (typeof value !== 'string' || !canStart()) return -1;
  try {
    const length = writeStart(value);
    return wasm.parse_traceparent(length);
  } catch (error) {
    report('a traceparent could not be read', error);
    return -1;
  }
}

export function hop(value) {
  return parse(value)?.child().toString() ?? null;
}

export function sample(id) {
  id.flags |= FLAG_SAMPLE;
}

export function unsample(id) {
  id.flags &= ~FLAG_SAMPLE;
}

export function is_sampled(id) {
  return (id.flags & FLAG_SAMPLE) !== 0;
}

export function is_random(id) {
  return (id.flags & FLAG_RANDOM) !== 0;
}

export { is_random as is_randomed };

/** Hands over a received header, of which only the start is read. Returns its length. */
export function writeStart(value) {
  return write(value.length > READ_LENGTH ? value.slice(0, READ_LENGTH) : value);
}

/** The header in a text that Rust accepted with this answer, as version 00 writes it. */
export function headerIn(value, answer) {
  const start = answer >> START_SHIFT;
  if (answer & CANONICAL) return value.length === HEADER_LENGTH ? value : value.slice(start, start + HEADER_LENGTH);
  return withFlags('00' + value.slice(start + 2, start + 52), answer & FLAGS);
}

/** A header with a new parent-id. */
export function childOf(header, flags) {
  return header.slice(0, 36) + freshSpanId() + SUFFIXES[flags];
}

/** A header with other flags. */
export function withFlags(header, flags) {
  return header.slice(0, 52) + SUFFIXES[flags];
}

let headers = '';
let nextHeader = 0;

/** The header of a new trace, with the flags of one. */
export function freshHeader() {
  if (nextHeader === headers.length) {
    headers = batch((exports) => exports.fill_traceparents(), BATCH * HEADER_LENGTH);
    nextHeader = 0;
  }
  return headers.slice(nextHeader, (nextHeader += HEADER_LENGTH));
}

let spanIds = '';
let nextSpanId = 0;

function freshSpanId() {
  if (nextSpanId === spanIds.length) {
    spanIds = batch((exports) => exports.fill_span_ids(), BATCH * SPAN_ID_LENGTH);
    nextSpanId = 0;
  }
  return spanIds.slice(nextSpanId, (nextSpanId += SPAN_ID_LENGTH));
}

function batch(fill, length) {
  const exports = traceparentExports();
  if (!fill(exports)) {
    bringEntropy();
    if (!fill(exports)) throw new Error('tracehop: crypto.getRandomValues gives nothing but zeros');
  }
  return read(length);
}
