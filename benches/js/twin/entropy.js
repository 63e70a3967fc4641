// Random bytes: drawn 4 KiB at a time, because a call costs as much as some thousand bytes do, and wiped when used.

const pool = new Uint8Array(4096);
let used = pool.length;

/** Writes `count` random bytes as hex digits, from `at` on, and never only zeros. */
export function writeHex(out, at, count) {
  do {
    if (used + count > pool.length) {
      crypto.getRandomValues(pool);
      used = 0;
    }
  } while (!encode(out, at, count));
}

function encode(out, at, count) {
  let any = 0;
  for (let index = 0; index < count; index++) {
    const byte = pool[used + index];
    out[at + 2 * index] = DIGITS[byte >> 4];
    out[at + 2 * index + 1] = DIGITS[byte & 15];
    any |= byte;
  }
  pool.fill(0, used, used + count);
  used += count;
  return any !== 0;
}

const DIGITS = new TextEncoder().encode('0123456789abcdef');
