// Late sampling: the line of a request that nobody decided to record, written because of how the request ended.

import { oneOf } from '../options/rows.js';
import { STATUSES } from '../record/schema.js';
import { pageExports } from '../wasm/instance.js';

/** Which failed operations are written: those of sampled traces, or all. */
export const errors = /* @__PURE__ */ oneOf(['sampled', 'always'], 'sampled');

/** Contexts whose lines were written late. */
const written = new WeakSet();

/** Gives `(status, durationMs) => boolean`, or undefined where nothing is written late. */
export function lateSampling(errors, slowerThanMs = Infinity) {
  const always = errors === 'always';
  if (!always && slowerThanMs === Infinity) return undefined;
  return (status, durationMs) =>
    pageExports().is_sampled_late(STATUSES.indexOf(status), durationMs, always, slowerThanMs) !== 0;
}

/** The same for one operation, whose context is remembered where it is written late; undefined where nothing is. */
export function lateFor(isLate, context) {
  if (isLate === undefined) return undefined;
  return (status, durationMs) => {
    const isWritten = isLate(status, durationMs);
    if (isWritten) written.add(context);
    return isWritten;
  };
}

/** The header by which a response names its operation. One that was written late is sampled after all. */
export function answered(context, isLate = written.has(context)) {
  return isLate ? context.withSampled(true).traceparent : context.traceparent;
}
