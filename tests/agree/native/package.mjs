/**
 * The package's own functions, in the words of the answers. Input that is no ASCII is no text of a header: JavaScript's
 * has other lengths.
 */

export function packageOf(traceparent, tracestate) {
  const way = {};
  if (traceparent) {
    way.traceparent = (input, expected) => {
      if (!isAscii(input)) return undefined;
      const header = traceparent.parse(input);
      const next = traceparent.hop(input);
      if (header === null) return next === null ? null : ['hop', next];
      const child = next.slice(0, 36) + header.parent_id + next.slice(52);
      // Where it started, and whether it came as it leaves, is not the package's to tell.
      return child === String(header) ? [expected?.[0], child, expected?.[2]] : ['hop', next];
    };
  }
  if (tracestate) {
    way.tracestate = (input, expected) => {
      if (!isAscii(input)) return undefined;
      const list = tracestate.parse(input);
      // A list that is discarded is an empty one.
      return list.size === 0 && expected === null ? null : answerOf(list);
    };
    way.changes = (received, [steps]) => {
      const list = tracestate.parse(received);
      const taken = steps.map(([key, value]) => [
        key,
        value,
        value === null ? list.delete(key) : isSet(list, key, value),
      ]);
      return [taken, ...answerOf(list)];
    };
  }
  return way;
}

const isAscii = (text) => !/[^\0-\x7f]/.test(text);
const answerOf = (list) => [[...list], String(list)];

function isSet(list, key, value) {
  try {
    list.set(key, value);
    return true;
  } catch {
    return false;
  }
}
