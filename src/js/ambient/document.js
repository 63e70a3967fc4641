// A page's own document: the trace of the request that made it, where HTML or headers name it and Rust finds them
// fresh.

import { adopt } from '../context/context.js';
import { tick } from '../host/host.js';
import { pageExports } from '../wasm/instance.js';

/** The document's context; null where there is none, or it is no longer fresh; undefined until somebody needed it. */
let found;
/** When it stops being fresh, in milliseconds since the navigation started. */
let until;

/** The parent of a span of the page that has no other one. Never throws. */
export function documentContext() {
  if (found === null) return undefined;
  try {
    const context = found ?? read();
    // While the HTML is still coming, so may be the tag.
    if (context === null && globalThis.document?.readyState === 'loading') return undefined;
    found = context !== null && tick() <= until ? context : null;
  } catch {
    found = null;
  }
  return found ?? undefined;
}

function read() {
  const { document, performance } = globalThis;
  /** @type {any} */
  const navigation = document && performance.getEntriesByType('navigation')[0];
  if (!navigation) return null;
  /** @type {HTMLMetaElement | null} */
  const tag = document.querySelector('head > meta[name=traceparent][data-time]');
  const metric = (name) => navigation.serverTiming?.find((entry) => entry.name === name)?.description;
  // HTML from a cache behind the edge is old, and the header that the edge wrote is not.
  return (
    continued(navigation, tag?.content, tag?.dataset.time) ??
    continued(navigation, metric('traceparent'), metric('traceparent-time'))
  );
}

/** The context of a header that was written at this moment; null where it is not about this navigation. */
function continued(navigation, header, written) {
  const { requestStart, responseEnd, workerStart, transferSize, encodedBodySize, type, deliveryType } = navigation;
  if (!header || !written) return null;
  until = pageExports().page_fresh_until(
    written - globalThis.performance.timeOrigin,
    tick(),
    requestStart,
    responseEnd,
    workerStart,
    transferSize,
    encodedBodySize,
    type === 'back_forward',
    Boolean(deliveryType),
  );
  return until > 0 ? adopt(header) : null;
}
