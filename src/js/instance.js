// The WebAssembly instance and the buffers it shares. It is made at the first use, never at import.

/** @type {(() => WebAssembly.Module) | undefined} */
let load;

/** The exports of the Rust side, null until the first use. They are numeric: the text that they are about stands in the buffers. */
export let wasm = null;
/** Numbers that an export answered with, 4 bytes each. */
export let table;
/** Where random bytes go. */
export let entropy;

let input;
let output;
const decoder = new TextDecoder();

/** Why it could not start. It is not tried again: a policy that forbids it does not change. */
let failure;

/** Says where the module comes from; each entry of the package does so once. The first one stands. */
export function provide(loader) {
  load ??= loader;
}

/** The exports, made if need be. */
export function ready() {
  return wasm ?? boot();
}

function boot() {
  if (failure !== undefined) throw failure;
  if (load === undefined) {
    throw new Error('tracehop: no WebAssembly was loaded. Import "tracehop", "tracehop/traceparent" or "tracehop/tracestate".');
  }
  let exports;
  try {
    // wasm-bindgen declares this import for tables that numeric functions do not use; nothing calls it.
    const imports = { './tracehop_bg.js': { __wbindgen_init_externref_table() {} } };
    exports = new WebAssembly.Instance(load(), imports).exports;
  } catch (cause) {
    const csp = "A Content-Security-Policy has to allow it with 'wasm-unsafe-eval' in script-src.";
    failure = new Error(`tracehop: WebAssembly could not start: ${cause?.message}. ${csp}`, { cause });
    throw failure;
  }
  // The Rust side has no allocator, so its memory never grows and these views stay good.
  const bytes = (address, length) => new Uint8Array(exports.memory.buffer, address, length);
  input = bytes(exports.input_address(), exports.input_size());
  output = bytes(exports.output_address());
  entropy = bytes(exports.entropy_address(), exports.entropy_size());
  table = new Uint32Array(exports.memory.buffer, exports.table_address(), exports.table_size());
  wasm = exports;
  return exports;
}

/**
 * Puts text into the input, from `at` on. Returns where it ends, or a number beyond the input's size when it does not fit,
 * which every export refuses.
 */
export function write(text, at = 0) {
  if (wasm === null) boot();
  const end = at + text.length;
  if (end > input.length) return input.length + 1;
  let seen = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    input[at + index] = unit;
    seen |= unit;
  }
  if (seen > 0x7f) markNonAscii(text, at);
  return end;
}

/** A byte keeps eight of a unit's bits, so U+0161 would pass for `a`. 0xff is no character of any header. */
function markNonAscii(text, at) {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) input[at + index] = 0xff;
  }
}

/** The first `length` bytes of the output, as text. */
export function read(length) {
  return decoder.decode(output.subarray(0, length));
}
