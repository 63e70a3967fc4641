// Where the time went: of each span the part that no span below it accounts for.

/**
 * @param {import('./trace.js').Trace} trace
 * @returns {{ service: string, ms: number }[]} own time summed by service, the greatest first; work done side by side
 * counts for each side
 */
export function ownTimes(trace) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const span of trace.spans) {
    if (!span.open) sums.set(span.service, (sums.get(span.service) ?? 0) + ownTime(span));
  }
  return [...sums].map(([service, ms]) => ({ service, ms })).sort((a, b) => b.ms - a.ms);
}

/**
 * A span's duration without the time in which at least one of its children ran.
 *
 * @param {import('./trace.js').Span} span
 */
function ownTime({ start, end, children }) {
  let own = end - start;
  let covered = start;
  for (const child of children) {
    // in order of their beginning
    const from = Math.max(child.start, covered);
    const to = Math.min(child.end, end);
    if (to <= from) continue;
    own -= to - from;
    covered = to;
  }
  return own;
}
