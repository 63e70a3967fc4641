// Late sampling: the line of a request that nobody decided to record, written because of how the request ended.

import { beyond } from '../wasm/edge.js';
import { STATUSES } from '../record/schema.js';

/** Contexts whose lines were written late. */
const written = new WeakSet();

/** Gives `(status, durationMs) => boolean`, or undefined where nothing is written late. */
export function lateSampling({ errors, slowerThanMs = Infinity }) {
  const always = errors === 'always';
  if (!always && slowerThanMs === Infinity) return undefined;
  return (status, durationMs) =>
    beyond().is_sampled_late(STATUSES.indexOf(status), durationMs, always, slowerThanMs) !== 0;
}

/** The mark in the line of an operation that is not sampled, with a comma before it; undefined where it gets no line. */
export function lateMark(isLate, context) {
  if (isLate === undefined) return undefined;
  return (status, durationMs) => {
    if (!isLate(status, durationMs)) return undefined;
    written.add(context);
    return ',"sampled":"late"';
  };
}

/** The header by which a response names its operation. One that was written late is sampled after all. */
export function answered(context, isLate = written.has(context)) {
  return isLate ? context.withSampled(true).traceparent : context.traceparent;
}
