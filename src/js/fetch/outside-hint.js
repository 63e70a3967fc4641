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
  if (targets === undefined) {
    if (withoutTargets && page === undefined) hint('no targets', withoutTargets);
  } else if (place.origin === page) {
    hint('targets', "calls of the page's own origin carry no trace: add location.origin to option targets");
  }
}
