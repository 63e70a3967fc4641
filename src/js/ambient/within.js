// Opens scopes. A page that only sends and logs opens none, and loads none of this.

import '../context/other-copies.js';
import { leaveCall, stored } from '../host/shared.js';
import { storing } from '../host/storage.js';
import { findOther, insideOther, outputOf, scope } from './scope.js';

/**
 * A scope below the one that we are in. Options that are not given are those of the scope around it; `held` holds back
 * lines of a request.
 */
export function scopeWith(context, span, options, held) {
  const around = stored();
  // What a request does is its own, whatever runs while it arrives.
  const aside = (held === around?.held && around?.aside) || 0;
  const { action } = scope() ?? {};
  return { context, span, held, other: findOther(), action, ...outputOf(options), aside, isOutside: false };
}

/** Runs `fn` in a scope below the one that we are in. */
export function within(context, span, options, fn, held = stored()?.held) {
  return enter(scopeWith(context, span, options, held), fn);
}

/** Runs `fn` in a scope. */
export function enter(inner, fn) {
  leaveCall();
  return insideOther(inner.context, () => {
    const other = findOther();
    return storing(other === inner.other ? inner : { ...inner, other }, fn);
  });
}
