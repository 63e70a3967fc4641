// Every trace the page knows: its lines, what is still running, and the built tree, made again when something arrived.
import { buildTrace, readLine } from '../trace/trace.js';

const maxTraces = 200;
/** Lines of one request come by different ways, so that some are a moment late. */
const settleTime = 1_000;

/**
 * @typedef {object} Entry one trace
 * @property {import('../trace/trace.js').Line[]} lines
 * @property {import('../trace/trace.js').Begun[]} begun the spans of this page that have begun
 * @property {boolean} waiting whether this page waits for its end
 * @property {number} heard when the last line came
 * @property {import('../trace/trace.js').Trace | undefined} built
 * @property {number | undefined} timer
 */

export class Traces extends EventTarget {
  /**
   * By their trace ids, the one that began first in front.
   *
   * @type {Map<string, Entry>}
   */
  #traces = new Map();
  #order = 0;

  /**
   * Takes a line as printed.
   *
   * @param {string} text
   */
  add(text) {
    const line = readLine(text, ++this.#order);
    if (!line) return;
    const entry = this.#entry(line.traceId);
    entry.lines.push(line);
    this.#touched(entry);
  }

  /**
   * Notes a span of this page that has begun: its line comes only when it ends.
   *
   * @param {import('tracehop').Span} span
   * @param {Record<string, unknown>} [fields]
   */
  begin({ context, parentId, name, kind }, fields = {}) {
    if (!context) return;
    const entry = this.#entry(context.traceId);
    entry.begun.push({ id: context.spanId, parentId, name, kind, service: 'browser', start: Date.now(), fields });
    entry.waiting = true;
    this.#touched(entry);
  }

  /**
   * Notes that this page waits for a trace no longer.
   *
   * @param {string} traceId
   */
  finish(traceId) {
    const entry = this.#traces.get(traceId);
    if (!entry) return;
    entry.waiting = false;
    this.#touched(entry);
  }

  /**
   * @param {string | undefined} traceId
   * @returns {import('../trace/trace.js').Trace | undefined}
   */
  get(traceId) {
    const entry = traceId === undefined ? undefined : this.#traces.get(traceId);
    if (!entry || traceId === undefined) return undefined;
    entry.built ??= buildTrace(traceId, entry.lines, entry.begun);
    return entry.built;
  }

  /**
   * Whether more is to come: this page waits for it, or the last line is very new.
   *
   * @param {string} traceId
   */
  isRunning(traceId) {
    const entry = this.#traces.get(traceId);
    return entry !== undefined && (entry.waiting || performance.now() - entry.heard < settleTime);
  }

  /** All trace ids, the newest first. */
  ids() {
    const start = (/** @type {string} */ id) => this.get(id)?.start ?? 0;
    return [...this.#traces.keys()].sort((a, b) => start(b) - start(a));
  }

  /** @param {string} traceId */
  #entry(traceId) {
    let entry = this.#traces.get(traceId);
    if (!entry) {
      entry = { lines: [], begun: [], waiting: false, heard: 0, built: undefined, timer: undefined };
      this.#traces.set(traceId, entry);
      for (const oldest of this.#traces.keys()) {
        if (this.#traces.size <= maxTraces) break;
        this.#traces.delete(oldest);
      }
    }
    return entry;
  }

  /** @param {Entry} entry */
  #touched(entry) {
    entry.heard = performance.now();
    entry.built = undefined;
    this.dispatchEvent(new Event('change'));
    // Once more when it has settled: what is missing then does not come any more.
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.dispatchEvent(new Event('change')), settleTime + 50);
  }
}
