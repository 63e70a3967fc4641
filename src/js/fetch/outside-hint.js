// Calls that carry no headers because of the targets, where that is probably not meant.

import { hint } from '../host/hint.js';
import { pageOrigin } from '../host/host.js';

/** What to say where there are no targets. In pages that means their own origin, and entries for pages say nothing. */
let withoutTargets;

export function provideTargetsHint(sentence) {
  withoutTargets = sentence;
}

/** A call goes to a place that no target names. */
export function hintOutside({ settings: { targets }, destination: { place } }) {
  const page = pageOrigin();
  const sentence = targets
    ? place.origin === page && "calls of the page's own origin carry no trace: add location.origin"
    : page === undefined && withoutTargets;
  if (sentence) hint('targets', sentence);
}
