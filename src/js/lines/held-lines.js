// Log lines of a request that are held back until it is known how the request ended: of one that failed all are
// written, of others those that the trace's share keeps. What is held is what the sink made of the record, for the
// values in it may change meanwhile.

import { report } from '../host/host.js';
import { lines } from '../record/stats.js';

/** Lines, and UTF-16 units of their text, that a request may hold. Of more, the oldest are dropped. */
const MAX_LINES = 1000;
const MAX_UNITS = 256 * 1024;

export class HeldLines {
  /** Decides about the lines of loggers that have no sampler of their own; undefined where all are written. */
  sampler;
  #held = [];
  #units = 0;
  #hasFailed = false;
  #hasEnded = false;

  constructor(sampler) {
    this.sampler = sampler;
  }

  /**
   * Holds what a sink made of a record. Returns false where it is known that the request failed: then it is to be
   * written.
   */
  hold(encoded, level, write) {
    if (this.#hasFailed) return false;
    if (this.#hasEnded) {
      lines.dropped.unsampled++;
      return true;
    }
    const units = encoded.length ?? 0;
    this.#held.push({ encoded, level, write, units });
    this.#units += units;
    lines.open++;
    while (this.#held.length > MAX_LINES || this.#units > MAX_UNITS) {
      this.#units -= this.#held.shift().units;
      lines.open--;
      lines.dropped.overflow++;
    }
    return true;
  }

  /** Writes what is held, and all that is still to come: something went wrong. */
  fail() {
    this.#hasFailed = true;
    for (const { encoded, level, write } of this.#take()) {
      try {
        write(encoded, level);
        lines.emitted++;
      } catch (error) {
        report('a log function threw', error);
        lines.dropped.logThrew++;
      }
    }
  }

  /** The request has ended with this status. */
  release(status) {
    if (status === 'error') this.fail();
    this.#hasEnded = true;
    lines.dropped.unsampled += this.#take().length;
  }

  #take() {
    const held = this.#held;
    this.#held = [];
    this.#units = 0;
    lines.open -= held.length;
    return held;
  }
}
