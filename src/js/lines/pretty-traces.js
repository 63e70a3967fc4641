// Which spans belong together on a screen: those of one request, or of one action of a page.

/** Spans that wait for the one above them. Of more, the oldest is shown with what waits for it. */
const MAX_WAITING = 500;
/** Spans that are remembered as shown, for those that end after the one above them. */
const MAX_SHOWN = 1000;

/** Whether no span of this program is above this one: it has no parent, or a header named its parent. */
export function isLocalRoot({ kind, context, parentId }) {
  if (parentId === undefined || kind === 'server') return true;
  // A sampler may have changed the flags that were received.
  const header = `00-${context.traceId}-${parentId}-0`;
  return ['0', '1', '2', '3'].some((flags) => context.hasReceived?.('traceparent', header + flags) === true);
}

export class Traces {
  /** For each operation that is still open, the spans right below it that have ended. */
  #waiting = new Map();
  #count = 0;
  #shown = new Set();

  /**
   * Takes a span that has ended. Returns the trees that are complete: lists of `{ span, depth }`, each span before those
   * below it.
   */
  add(span, isRoot) {
    const { traceId } = span.context;
    const above = traceId + span.parentId;
    if (isRoot || this.#shown.has(above)) return [this.#tree(span)];
    const siblings = this.#waiting.get(above) ?? [];
    this.#waiting.set(above, [...siblings, span]);
    this.#count++;
    if (this.#count <= MAX_WAITING) return [];
    const [[oldest, spans]] = this.#waiting;
    this.#waiting.delete(oldest);
    this.#count -= spans.length;
    return spans.map((span) => this.#tree(span));
  }

  #tree(root) {
    const rows = [];
    const visit = (span, depth) => {
      rows.push({ span, depth });
      const key = span.context.traceId + span.context.spanId;
      this.#remember(key);
      const below = this.#waiting.get(key) ?? [];
      this.#waiting.delete(key);
      this.#count -= below.length;
      for (const child of below.sort((a, b) => a.time - b.time)) visit(child, depth + 1);
    };
    visit(root, 0);
    return rows;
  }

  #remember(key) {
    this.#shown.add(key);
    if (this.#shown.size > MAX_SHOWN) this.#shown.delete(this.#shown.values().next().value);
  }
}
