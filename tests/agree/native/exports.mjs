/**
 * The module's exports, in the words of the answers: numbers and offsets become texts again. Input that has no answer
 * gives undefined.
 */

import { INPUT_SIZE, TABLE_AT, TABLE_SIZE } from '../../../src/js/wasm/codes.js';

export function exportsOf(bytes) {
  /** @type {any} */
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  const input = new Uint8Array(wasm.memory.buffer, wasm.input_address(), INPUT_SIZE);
  const table = new Uint32Array(wasm.memory.buffer, wasm.input_address() + TABLE_AT, TABLE_SIZE);
  const write = (bytes) => {
    input.set(bytes);
    return bytes.length;
  };
  /** One character a byte. */
  const text = (bytes, start = 0, end = bytes.length) => bytes.toString('latin1', start, end);

  return {
    traceparent(characters) {
      const bytes = Buffer.from(characters, 'latin1');
      const answer = wasm.parse_traceparent(write(bytes));
      if (answer < 0) return null;
      const start = answer >> 16;
      const ids = text(bytes, start + 3, start + 52);
      return [start, `00-${ids}-0${answer & 0xff}`, (answer & 0x100) !== 0];
    },
    tracestate(characters) {
      const bytes = Buffer.from(characters, 'latin1');
      const answer = wasm.scan_tracestate(write(bytes));
      if (answer < 0) return null;
      const rows = Array.from({ length: answer & 0xff }, (_, row) => [table[2 * row], table[2 * row + 1]]);
      const members = rows.map(([start, end]) => text(bytes, start, end));
      const canonical = members.join() === text(bytes);
      if (canonical !== (answer >> 8 === 1)) return ['canonical', canonical];
      members.forEach((member, row) => {
        table[row] = member.length;
      });
      wasm.fit_tracestate(members.length);
      const sent = members.filter((_, row) => table[row] !== 0);
      return [members.map((member) => member.split('=')), sent.join()];
    },
    changes(_, [steps]) {
      // What the list does with a member is the package's; whether it is one, Rust's.
      const wrong = steps.find(([key, value, taken]) => {
        if (value === null) return false;
        const bytes = Buffer.from(key + value);
        return (wasm.check_member(Buffer.byteLength(key), write(bytes)) !== 0) !== taken;
      });
      return wrong === undefined ? undefined : ['member', wrong];
    },
    redact(characters, expected) {
      if (expected === null) return undefined;
      const bytes = Buffer.from(characters, 'latin1');
      const count = wasm.redact_url(write(bytes));
      let shown = '';
      let copied = 0;
      for (let row = 0; row < 3 * count; row += 3) {
        shown += text(bytes, copied, table[row]) + ['REDACTED', 'REDACTED:REDACTED'][table[row + 2]];
        copied = table[row + 1];
      }
      return Buffer.from(shown + text(bytes, copied), 'latin1').toString();
    },
    target(lines) {
      return wasm.decide_target(write(Buffer.from(lines)));
    },
    ratio([id, probability]) {
      return wasm.ratio_samples(probability, write(Buffer.from(`00-${id}-00f067aa0ba902b7-02`))) !== 0;
    },
  };
}
