// The WebAssembly instance and the buffers it shares. It is made at the first use, never at import.

import { ENTROPY_AT, ENTROPY_SIZE, INPUT_SIZE, OUTPUT_AT, TABLE_AT, TABLE_SIZE } from './codes.js';

/** @type {(() => WebAssembly.Module | WebAssembly.Exports) | undefined} */
let load;

/**
 * The exports of the Rust side take and return numbers: the text that they are about stands in the buffers.
 *
 * @typedef {Record<string, (...numbers: (number | boolean)[]) => number> & { memory: WebAssembly.Memory }} Exports
 */

/**
 * The exports of the Rust side, null until the first use.
 *
 * @type {any}
 */
export let wasm = null;
/** Numbers that an export answered with, 4 bytes each. */
export let table;
/** Where random bytes go. */
export let entropy;

/** Where text for Rust goes. */
export let input;
/** The input, 4 bytes at a time. */
let words;
let output;
const decoder = new TextDecoder();

/** Why it could not start, or was given up. The same is not tried again: a policy that forbids it does not change. */
let failure;

/** Traps, which Rust code has no way to, within this time are more than bad luck. */
const MAX_TRAPS = 3;
const TRAPS_MS = 60_000;
/** When the latest instances trapped, in milliseconds. */
let traps = [];

/** How much of the Rust side a module has: an entry that only reads headers loads no more. */
export const TRACEPARENT = 1;
/** All of it, but its loader comes later: that of "tracehop/slim". */
export const AWAITED = 2;
export const WHOLE = 3;
/**
 * All of it as JavaScript: the loader gives exports, and nothing in them traps. Who brings it may have no WebAssembly.
 */
export const TRANSLATED = 4;

let provided = 0;

/** Puts text that fits into the input. Returns its length, or a number above the input's size. */
let put = putWords;

/**
 * Says where the module comes from; each entry of the package does so once, and the one that has most stands. An entry
 * for a host whose TextEncoder is faster than a loop over the characters gives `encode` of encode.js.
 */
export function provide(extent, loader, encode = putWords) {
  if (extent <= provided) return;
  provided = extent;
  load = loader;
  put = encode;
  wasm = null;
  failure = undefined;
}

/** The exports, made if need be: in browsers those of the module "page" or "traceparent", elsewhere all of them. */
export function pageExports() {
  return wasm ?? boot();
}

export { pageExports as traceparentExports };

function boot() {
  if (failure !== undefined) throw failure;
  if (load === undefined) {
    throw new Error('tracehop: no WebAssembly yet. First await init() of "tracehop/slim", or use "tracehop".');
  }
  let exports;
  try {
    exports = guarded(provided === TRANSLATED ? load() : new WebAssembly.Instance(load()).exports);
  } catch (cause) {
    const hint = `Allow 'wasm-unsafe-eval' in the policy's script-src, or use "tracehop/js", which needs none.`;
    failure = new Error(`tracehop: WebAssembly could not start. ${hint} ${/** @type {any} */ (cause)?.message}`, {
      cause,
    });
    throw failure;
  }
  // The Rust side has no allocator, so its memory never grows and these views stay good.
  const start = exports.input_address();
  const bytes = (offset, size) => new Uint8Array(exports.memory.buffer, start + offset, size);
  const numbers = (offset, size) => new Uint32Array(exports.memory.buffer, start + offset, size);
  input = bytes(0, INPUT_SIZE);
  words = numbers(0, INPUT_SIZE / 4);
  output = bytes(OUTPUT_AT);
  entropy = bytes(ENTROPY_AT, ENTROPY_SIZE);
  table = numbers(TABLE_AT, TABLE_SIZE);
  wasm = exports;
  return exports;
}

/**
 * The same exports, each of which notes its own trap before it throws it on. An error that did not come out of one of
 * them, such as a trap of the application's own module, is no reason to distrust the memory.
 */
export function guarded(exports) {
  const all = { __proto__: null };
  for (const [name, value] of Object.entries(exports)) {
    all[name] = typeof value === 'function' ? guard(value) : value;
  }
  const parse = exports.parse_traceparent;
  // Only the first module of a page reads headers.
  if (parse === undefined) return all;
  // A closure of its own: engines inline a call that always has the same callee, and reading a header is as short as a
  // call.
  all.parse_traceparent = (length) => {
    try {
      return parse(length);
    } catch (error) {
      throw noted(error);
    }
  };
  return all;
}

function guard(call) {
  return (...args) => {
    try {
      return call(...args);
    } catch (error) {
      throw noted(error);
    }
  };
}

/**
 * Throws the instance away after a trap, because its memory may be broken: the next use makes a fresh one.
 * One that traps again and again is given up. Returns the error.
 */
function noted(error) {
  if (provided === TRANSLATED || !(error instanceof WebAssembly.RuntimeError)) return error;
  wasm = null;
  const now = Date.now();
  traps = [...traps.filter((time) => Math.abs(now - time) < TRAPS_MS), now];
  if (traps.length === MAX_TRAPS) {
    const message = `tracehop: WebAssembly failed ${MAX_TRAPS} times within a minute: ${error.message}`;
    failure = new Error(message, { cause: error });
  }
  return error;
}

/**
 * Puts text into the input. Returns its length, or a number above the input's size where it does not fit, which every
 * export refuses.
 */
export function write(text) {
  if (wasm === null) boot();
  const { length } = text;
  return length > input.length ? input.length + 1 : put(text, length);
}

/** The same with one byte for each of a text's UTF-16 units, so that places in one are places in the other. */
export function writeUnits(text) {
  const length = write(text);
  // What takes more than one byte is none of the characters that are looked for.
  return length === text.length ? length : write(text.replace(/[^\0-\x7f]/g, '\x7f'));
}

/** Four characters a store take half the time of a byte each, and in browsers a third of TextEncoder's. */
function putWords(text, length) {
  const whole = length & ~3;
  let seen = 0;
  for (let index = 0; index < whole; index += 4) {
    const first = text.charCodeAt(index);
    const second = text.charCodeAt(index + 1);
    const third = text.charCodeAt(index + 2);
    const fourth = text.charCodeAt(index + 3);
    seen |= first | second | third | fourth;
    words[index >> 2] = first | (second << 8) | (third << 16) | (fourth << 24);
  }
  for (let index = whole; index < length; index++) {
    const unit = text.charCodeAt(index);
    seen |= unit;
    input[index] = unit;
  }
  if (seen > 0x7f) writeExactly(text);
  return length;
}

/** A byte keeps eight of a unit's bits, so U+0161 would pass for `a`. 0xff is no character of any header. */
function writeExactly(text) {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    input[index] = unit > 0x7f ? 0xff : unit;
  }
}

/** The first `length` bytes of the output, as text. */
export function read(length) {
  return decoder.decode(output.subarray(0, length));
}
