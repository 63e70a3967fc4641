// A page's own document: the trace of the request that made it, where HTML or headers name it and Rust finds them
// fresh.

import { adopt } from '../context/context.js';
import { tick } from '../host/host.js';
import { PAGE_JOINED } from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';

/** The document's context; null where there is none, or it is not fresh; undefined until that is known. */
let found;
let hasEnded = false;

/** The parent of a span of the page that has no other one. Never throws. */
export function documentContext() {
  hasEnded ||= !isJoined();
  return hasEnded ? undefined : found;
}

/** The context of the page's document, also when its spans have ended to continue it. Never throws. */
export function pageContext() {
  if (found === undefined) isJoined();
  return found ?? undefined;
}

/** Names the page itself where its document names no trace: its own load. */
export function providePage(context) {
  found ??= context;
}

/** Looks for the document's context. Returns whether spans of the page continue it, or may do so once it is there. */
function isJoined() {
  try {
    const { document, event, performance } = /** @type {any} */ (globalThis);
    const navigation = document && performance.getEntriesByType('navigation')[0];
    if (navigation) {
      // Browsers count the visitor's events, and some only after they are dispatched.
      const hadInput =
        (event?.isTrusted && /down|up$|click|touch|submit/.test(event.type)) ||
        ['pointerdown', 'keydown'].some((type) => performance.eventCounts?.get(type) > 0);
      /** What Rust says of a header that was written at this moment. One of this navigation is the document's. */
      const stateBy = (header, written) => {
        const context = header && written && adopt(header);
        if (!context) return 0;
        const state = pageExports().page_state(
          written - performance.timeOrigin,
          tick(),
          navigation.requestStart,
          navigation.responseEnd,
          navigation.workerStart,
          navigation.transferSize,
          navigation.encodedBodySize,
          navigation.type === 'back_forward',
          Boolean(navigation.deliveryType),
          document.readyState === 'complete',
          hadInput,
        );
        if (state) found = context;
        return state;
      };
      const tag = document.querySelector('head > meta[name=traceparent][data-time]');
      const metric = (name) => navigation.serverTiming?.find((entry) => entry.name === name)?.description;
      // HTML from a cache behind the edge is old, and the header that the edge wrote is not.
      const state =
        stateBy(tag?.content, tag?.dataset.time) || stateBy(metric('traceparent'), metric('traceparent-time'));
      if (state) return state === PAGE_JOINED;
      // While the HTML is still coming, so may be the tag.
      if (document.readyState === 'loading') return true;
    }
  } catch {
    // What cannot be read names no trace.
  }
  found ??= null;
  return false;
}
