// Every trace the page knows: its lines, what is still running, and the built tree, made again when something arrived.
import { buildTrace, readLine } from '../trace/trace.js';

const maxTraces = 200;
/** Lines of one request come by different ways, so that some are a moment late. */
const settleTime = 1_000;

export class Traces extends EventTarget {
  #traces = new Map(); // trace id -> entry, the one that began first in front
  #order = 0;

  /** Takes a line as printed. */
  add(text) {
    const line = readLine(text, ++this.#order);
    if (!line) return;
    const entry = this.#entry(line.traceId);
    entry.lines.push(line);
    this.#touched(entry);
  }

  /** Notes a span of this page that has begun: its line comes only when it ends. */
  begin({ context, parentId, name, kind }, fields = {}) {
    const entry = this.#entry(context.traceId);
    entry.begun.push({ id: context.spanId, parentId, name, kind, service: 'browser', start: Date.now(), fields });
    entry.waiting = true;
    this.#touched(entry);
  }

  /** Notes that this page waits for a trace no longer. */
  finish(traceId) {
    const entry = this.#traces.get(traceId);
    if (!entry) return;
    entry.waiting = false;
    this.#touched(entry);
  }

  /** @returns {import('../trace/trace.js').Trace | undefined} */
  get(traceId) {
    const entry = this.#traces.get(traceId);
    if (!entry) return undefined;
    entry.built ??= buildTrace(traceId, entry.lines, entry.begun);
    return entry.built;
  }

  /** Whether more is to come: this page waits for it, or the last line is very new. */
  isRunning(traceId) {
    const entry = this.#traces.get(traceId);
    return Boolean(entry) && (entry.waiting || performance.now() - entry.heard < settleTime);
  }

  /** All trace ids, the newest first. */
  ids() {
    return [...this.#traces.keys()].sort((a, b) => this.get(b).start - this.get(a).start);
  }

  #entry(traceId) {
    let entry = this.#traces.get(traceId);
    if (!entry) {
      entry = { lines: [], begun: [], waiting: false, heard: 0, built: undefined };
      this.#traces.set(traceId, entry);
      if (this.#traces.size > maxTraces) this.#traces.delete(this.#traces.keys().next().value);
    }
    return entry;
  }

  #touched(entry) {
    entry.heard = performance.now();
    entry.built = undefined;
    this.dispatchEvent(new Event('change'));
    // Once more when it has settled: by then what is missing is missing.
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.dispatchEvent(new Event('change')), settleTime + 50);
  }
}
