// Links: the operations of other traces that a span works for.

import { MAX_LINKS } from './schema.js';

/** The text of a span's links in its line, with a comma before it: each operation once, and no more than a line may have. */
export function linksText(contexts) {
  const operations = new Map();
  for (const { traceId, spanId } of contexts) {
    if (operations.size === MAX_LINKS) break;
    operations.set(traceId + spanId, `{"trace_id":"${traceId}","span_id":"${spanId}"}`);
  }
  return operations.size === 0 ? '' : `,"links":[${[...operations.values()].join()}]`;
}
