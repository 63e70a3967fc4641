// Numbers as people read them.

/**
 * A duration, no more exact than it was measured: `0.4 ms`, `12.3 ms`, `12 ms`, `412 ms`, `4.51 s`, `2 min 5 s`.
 *
 * @param {number} ms
 */
export function duration(ms) {
  if (!Number.isFinite(ms)) return '';
  if (Number.isInteger(ms) && ms < 1000) return `${ms} ms`;
  if (ms < 99.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * A mark on a time axis whose marks are `step` apart: no more digits than the step needs.
 *
 * @param {number} ms
 * @param {number} step
 */
export function tick(ms, step) {
  if (ms === 0) return '0';
  if (step < 1) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(2))} s`;
}

/**
 * The time of day, to the second.
 *
 * @param {number} time
 */
export function clock(time) {
  return new Date(time).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
}

/**
 * The time of day, to the millisecond.
 *
 * @param {number} time
 */
export function exactClock(time) {
  return `${clock(time)}.${String(new Date(time).getMilliseconds()).padStart(3, '0')}`;
}

/**
 * `1 span`, `2 spans`.
 *
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
