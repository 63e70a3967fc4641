// The console lines of all services, in memory: the newest traces, within fixed bounds.
const maxTraces = 200;
const maxLinesOfTrace = 2_000;
const maxBytes = 16 * 1024 * 1024;
const maxLineLength = 64 * 1024;

/**
 * The trace that a line belongs to, or undefined for anything that is not one JSON object with a trace id.
 *
 * @param {string} text
 * @returns {string | undefined}
 */
export function traceIdOf(text) {
  if (text.length > maxLineLength || !text.startsWith('{')) return undefined;
  try {
    const { trace_id: id } = JSON.parse(text);
    return typeof id === 'string' && /^(?!0{32})[0-9a-f]{32}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** @typedef {{ number: number, text: string }} Line */

export class LineStore {
  /**
   * The lines of each trace id, the trace that began first in front.
   *
   * @type {Map<string, Line[]>}
   */
  #traces = new Map();
  #bytes = 0;
  #count = 0;
  /** @type {Set<(line: Line) => void>} */
  #subscribers = new Set();

  /**
   * Keeps a line and calls the subscribers. Other text is ignored.
   *
   * @param {string} text
   * @returns whether it was a line
   */
  add(text) {
    const traceId = traceIdOf(text);
    if (!traceId) return false;
    const lines = this.#traces.get(traceId) ?? [];
    if (lines.length >= maxLinesOfTrace) return true;
    const line = { number: ++this.#count, text };
    lines.push(line);
    this.#traces.set(traceId, lines);
    this.#bytes += text.length;
    while (this.#traces.size > maxTraces || this.#bytes > maxBytes) this.#dropOldest();
    for (const tell of this.#subscribers) tell(line);
    return true;
  }

  /**
   * The lines of one trace as they arrived, or undefined when it is not known.
   *
   * @param {string} traceId
   */
  of(traceId) {
    return this.#traces.get(traceId);
  }

  /** The lines of all traces as they arrived, those after `number` only. */
  since(number = 0) {
    return [...this.#traces.values()]
      .flat()
      .filter((line) => line.number > number)
      .sort((a, b) => a.number - b.number);
  }

  /**
   * Calls `tell` with each new line.
   *
   * @param {(line: Line) => void} tell
   * @returns a function that ends it
   */
  subscribe(tell) {
    this.#subscribers.add(tell);
    return () => this.#subscribers.delete(tell);
  }

  #dropOldest() {
    for (const [traceId, lines] of this.#traces) {
      this.#traces.delete(traceId);
      for (const { text } of lines) this.#bytes -= text.length;
      return;
    }
  }
}
