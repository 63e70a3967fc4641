// The spans that are open in a page. When it is hidden for good nobody may be there to see them end, so they are
// written then.

import { onPageHide } from '../host/host.js';

/** Spans that are kept: an application may forget to end some, and a page may stay open for days. */
const MAX_OPEN = 1000;

const open = new Set();
/** Whether there is a page to listen to; undefined until the first span. */
let listens;

/** Keeps a span for `interrupt(span)`, which is called if it is still open when the page is hidden. */
export function opened(span, interrupt) {
  listens ??= onPageHide(() => {
    for (const span of open) interrupt(span);
    open.clear();
  });
  if (listens && open.size < MAX_OPEN) open.add(span);
}

export function closed(span) {
  if (listens) open.delete(span);
}
