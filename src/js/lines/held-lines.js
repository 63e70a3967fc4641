// Log lines of a request that are held back until it is known how the request ended: of one that failed all are
// written, of others those that the trace's share keeps. What is held is what the sink made of the record, for the
// values in it may change meanwhile.

import { lines } from '../record/stats.js';
import { deliver } from './sink.js';

/** Lines, and UTF-16 units of their text, that a request may hold. Of more, the oldest are dropped. */
const MAX_LINES = 1000;
const MAX_UNITS = 256 * 1024;
/** Units that all requests may hold together: 32 MiB, as a unit takes two bytes at most. */
const MAX_UNITS_OF_ALL = 16 * 1024 * 1024;

/** All that hold lines, first those that have done so longest. */
const holders = new Set();
let unitsOfAll = 0;

export class HeldLines {
  /** Decides about the lines of loggers that have no sampler of their own; undefined where all are written. */
  sampler;
  /** The request, or the event, that these are the lines of; undefined where it is not traced. */
  request;
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
    this.#count(units);
    lines.open++;
    holders.add(this);
    while (this.#held.length > MAX_LINES || this.#units > MAX_UNITS) this.#dropOldest();
    while (unitsOfAll > MAX_UNITS_OF_ALL) holders.values().next().value.#dropOldest();
    return true;
  }

  #count(units) {
    this.#units += units;
    unitsOfAll += units;
  }

  #dropOldest() {
    this.#count(-this.#held.shift().units);
    lines.open--;
    lines.dropped.overflow++;
    if (this.#held.length === 0) holders.delete(this);
  }

  /** Whether the request has ended. */
  get isOver() {
    return this.#hasEnded;
  }

  /** Writes what is held, and all that is still to come: something went wrong. */
  fail() {
    this.#hasFailed = true;
    for (const { encoded, level, write } of this.#take()) deliver(lines, write, encoded, level);
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
    this.#count(-this.#units);
    holders.delete(this);
    lines.open -= held.length;
    return held;
  }
}
