// Links: the operations of other traces that a span works for.

import { MAX_LINKS } from './schema.js';

/**
 * The links to these contexts: each operation once, and at most as many as a record may have. Undefined where there are
 * none.
 */
export function linksTo(contexts) {
  const operations = new Map();
  for (const { traceId, spanId } of contexts) {
    if (operations.size === MAX_LINKS) break;
    operations.set(traceId + spanId, { traceId, spanId });
  }
  return operations.size === 0 ? undefined : [...operations.values()];
}
