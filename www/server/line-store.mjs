// The console lines of all services, in memory: the newest traces, within fixed bounds.
const maxTraces = 200;
const maxLinesOfTrace = 2_000;
const maxBytes = 16 * 1024 * 1024;
const maxLineLength = 64 * 1024;

/** The trace that a line belongs to, or undefined for anything that is not one JSON object with a trace id. */
export function traceIdOf(text) {
  if (text.length > maxLineLength || !text.startsWith('{')) return undefined;
  try {
    const { trace_id: id } = JSON.parse(text);
    return typeof id === 'string' && /^(?!0{32})[0-9a-f]{32}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

export class LineStore {
  #traces = new Map(); // trace id -> lines, the trace that began first in front
  #bytes = 0;
  #count = 0;
  #subscribers = new Set();

  /** Keeps a line and tells the subscribers. Says whether it was one: other text is ignored. */
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

  /** The lines of one trace as they arrived, or undefined when it is not known. */
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

  /** Calls `tell` with each new line. @returns the end of that. */
  subscribe(tell) {
    this.#subscribers.add(tell);
    return () => this.#subscribers.delete(tell);
  }

  #dropOldest() {
    const [traceId, lines] = this.#traces.entries().next().value;
    this.#traces.delete(traceId);
    for (const { text } of lines) this.#bytes -= text.length;
  }
}
