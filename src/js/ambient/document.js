// A page's own document: the trace of the request that made it, where HTML or headers name it and Rust finds them
// fresh.

import { adopt } from '../context/context.js';
import { tick } from '../host/host.js';
import { pageExports } from '../wasm/instance.js';

/** The document's context; null where there is none, or it is not fresh; undefined until that is known. */
let found;
/** Until when spans of the page may continue it, in milliseconds since the navigation started. */
let until;
let hasEnded = false;

/** The parent of a span of the page that has no other one. Never throws. */
export function documentContext() {
  if (hasEnded) return undefined;
  const context = pageContext();
  try {
    hasEnded = context ? !isJoined() : found === null;
  } catch {
    hasEnded = true;
  }
  return hasEnded ? undefined : context;
}

/** The context of the page's document, also when its spans have ended to continue it. Never throws. */
export function pageContext() {
  try {
    // While the HTML is still coming, so may be the tag.
    found ??= read() ?? (globalThis.document?.readyState === 'loading' ? undefined : null);
  } catch {
    found = null;
  }
  return found ?? undefined;
}

/** Names the page itself where its document names no trace: its own load. */
export function providePage(context) {
  found ??= context;
}

function isJoined() {
  const { document, performance } = globalThis;
  /** @type {any} */
  const event = globalThis.event;
  // Browsers count the visitor's events, and some only after they are dispatched.
  const hasInput =
    (event?.isTrusted && /down|up$|click|touch|submit/.test(event.type)) ||
    ['pointerdown', 'keydown'].some((type) => (performance.eventCounts?.get(type) ?? 0) > 0);
  return pageExports().is_page_joined(until, tick(), document.readyState === 'complete', hasInput) !== 0;
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
