// One call, one header, one line: however often fetch is wrapped, by whichever copy of the package, and whoever wraps
// it in between.

import { property } from '../host/member.js';
import { hrefOf } from './destination.js';
import { isRemembered, share, shared } from '../host/shared.js';
import { urlOf } from './request.js';

/**
 * On a traced fetch: `{owner, target, isOn, before}`, the function itself, what gives the fetch inside it, whether it
 * still traces, and the fetch that was there when it was made. A proxy or an heir of a traced fetch shows it too, and
 * is not its owner. Later versions keep these names and what they mean.
 */
const INSIDE = Symbol.for('tracehop.fetch');

export function mark(owner, target, isOn) {
  Object.defineProperty(owner, INSIDE, property({ value: { owner, target, isOn, before: innermost(target()) } }));
}

function insideOf(fetch) {
  const inside = fetch?.[INSIDE];
  return inside?.owner === fetch ? inside : undefined;
}

/**
 * The first fetch that is none of ours. Where each is inside another, because one became the global fetch, the one
 * before them.
 */
export function innermost(fetch) {
  let seen;
  for (let inside; (inside = insideOf(fetch)); fetch = inside.target()) {
    if (seen?.includes(fetch)) return inside.before;
    (seen ??= []).push(fetch);
  }
  return fetch;
}

/** The fetch itself, or of one that was undone the one inside it. */
export function firstOn(fetch) {
  for (let inside; (inside = insideOf(fetch)) && !inside.isOn(); ) fetch = inside.target();
  return fetch;
}

/**
 * Calls the fetch inside for a URL: what comes back to us meanwhile is this call, on its way through somebody else's
 * wrapper.
 */
export function callInside(fetch, args, url) {
  const before = shared().calling;
  share('calling', url);
  try {
    return Reflect.apply(fetch, undefined, args);
  } finally {
    share('calling', before);
  }
}

/**
 * Whether a call is part of the one that a wrapper of ours further out is making at this moment: it is for the same
 * URL.
 */
export function isBeingCalled(input) {
  const { calling } = shared();
  if (calling === undefined) return false;
  const url = urlOf(input);
  return calling === url || hrefOf(calling) === hrefOf(url);
}

/** Whether a call came back to us later, with the header of a wrapper of ours further out. */
export function isSentOn({ theirs: { traceparent }, parent }) {
  // Who received that header, and passes it on, is a service of its own in the same program.
  return traceparent !== null && isRemembered(traceparent) && !parent?.hasReceived('traceparent', traceparent);
}
