/** A census of ids: whether one is all zeros or comes twice, and how often each of their bits is set. */

/** Bytes of a trace-id and of a parent-id, and where their digits start in a header. */
const TRACE_ID = { bytes: 16, start: 3 };
const PARENT_ID = { bytes: 8, start: 36 };

/**
 * Standard deviations of a fair coin. Chance leads one of 192 bits this far away once in 10^12 runs; a bit that is set
 * 51 times in a hundred is 14 away after half a million ids.
 */
const FAR = 8;

const VALUES = new Uint8Array(128).fill(0xff);
for (const [value, digit] of [...'0123456789abcdef'].entries()) VALUES[digit.charCodeAt(0)] = value;

class Field {
  #start;
  #mask;
  /**
   * The ids seen, each where its bits say or at the next free place. Zeros are a free place. A Set would need 20 times
   * as much.
   */
  #seen;
  /** For each byte, how often it had each value. */
  #counts;
  #bytes;
  #id;
  #taken = 0;
  zeros = 0;
  twice = 0;

  constructor({ bytes, start }, most) {
    const places = 2 ** Math.ceil(Math.log2((most * 4) / 3));
    this.#start = start;
    this.#mask = places - 1;
    this.#id = new Uint32Array(bytes / 4);
    this.#seen = new Uint32Array(places * this.#id.length);
    this.#counts = new Uint32Array(bytes * 256);
    this.#bytes = new Uint8Array(this.#id.buffer);
  }

  take(header) {
    const bytes = this.#bytes;
    const counts = this.#counts;
    const start = this.#start;
    let any = 0;
    for (let byte = 0; byte < bytes.length; byte++) {
      const high = VALUES[header.charCodeAt(start + 2 * byte)] ?? 0xff;
      const low = VALUES[header.charCodeAt(start + 2 * byte + 1)] ?? 0xff;
      any |= high | low;
      const value = (high << 4) | low;
      bytes[byte] = value;
      counts[256 * byte + value]++;
    }
    if (any > 15) throw new Error(`${header} has other characters than lower-case hex digits in an id`);
    this.#taken++;
    if (any === 0) this.zeros++;
    else if (!this.#isNew()) this.twice++;
  }

  #isNew() {
    const id = this.#id;
    const seen = this.#seen;
    const words = id.length;
    const mask = this.#mask;
    const hash = Math.imul(id[0] ^ id[words - 1], 0x9e3779b1);
    for (let place = (hash ^ (hash >>> 15)) & mask; ; place = (place + 1) & mask) {
      const at = place * words;
      let here = 0;
      let differs = 0;
      for (let word = 0; word < words; word++) {
        here |= seen[at + word];
        differs |= seen[at + word] ^ id[word];
      }
      if (differs === 0) return false;
      if (here === 0) {
        for (let word = 0; word < words; word++) seen[at + word] = id[word];
        return true;
      }
    }
  }

  /** The bits that are set too often or too rarely, counted from the left, each with its share. */
  leaning() {
    const leaning = [];
    for (let bit = 0; bit < 8 * this.#bytes.length; bit++) {
      let ones = 0;
      for (let value = 0; value < 256; value++) {
        if ((value >> (7 - (bit % 8))) & 1) ones += this.#counts[256 * (bit >> 3) + value];
      }
      if (Math.abs(ones - this.#taken / 2) > (FAR * Math.sqrt(this.#taken)) / 2)
        leaning.push(`bit ${bit}: ${ones / this.#taken}`);
    }
    return leaning;
  }
}

class Census {
  #traceIds;
  #parentIds;

  /** @param most how many headers there may be, half of them below another. */
  constructor(most) {
    this.#traceIds = new Field(TRACE_ID, Math.ceil(most / 2));
    this.#parentIds = new Field(PARENT_ID, most);
  }

  /** A header that started a trace. */
  started(header) {
    this.#traceIds.take(header);
    this.#parentIds.take(header);
  }

  /** A header below one that was taken: only its parent-id is new. */
  below(header) {
    this.#parentIds.take(header);
  }

  /** What is wrong with the ids, in words; empty where all is well. */
  complaints() {
    return Object.entries({ 'trace-id': this.#traceIds, 'parent-id': this.#parentIds }).flatMap(([name, field]) => [
      ...(field.zeros > 0 ? [`${name}: ${field.zeros} of zeros`] : []),
      ...(field.twice > 0 ? [`${name}: ${field.twice} that had come before`] : []),
      ...field.leaning().map((bit) => `${name}: ${bit}`),
    ]);
  }
}

/**
 * Counts that many headers, every second one the child of the one before it.
 *
 * @param {() => { toString(): string, child(): object }} make
 * @param {number} count
 * @param {(taken: number) => void} [onProgress]
 */
export function complaintsAbout(make, count, onProgress = () => {}) {
  const census = new Census(count);
  for (let taken = 0; taken < count; taken += 2) {
    const id = make();
    census.started(id.toString());
    census.below(id.child().toString());
    if (taken % 10_000_000 === 0) onProgress(taken);
  }
  return census.complaints();
}
