// First step of a call: what decides about it, found without starting it and without changing anything.

import { documentContext } from '../ambient/document.js';
import { contextOf, scope } from '../ambient/scope.js';
import { IGNORED, NOT_HTTP } from '../wasm/codes.js';
import { addressOf, hasOneShotHeaders, ownHeaders, withListedHeaders } from './arguments.js';

/**
 * A call: its arguments, its destination, the context around it and the headers that it has already. `isPassedOn` where it goes
 * out as it came. Undefined for what is no URL, which is for fetch itself to refuse.
 */
export function look(settings, input, given, override) {
  const { address, url } = addressOf(input);
  const destination = settings.destinationOf(url);
  if (destination === undefined) return undefined;
  const { decision } = destination.place;
  if (decision === IGNORED || decision === NOT_HTTP) return { settings, destination, isPassedOn: true };
  const init = hasOneShotHeaders(given) ? withListedHeaders(given) : given;
  return {
    settings,
    override,
    input,
    given,
    address,
    url,
    init,
    destination,
    isPassedOn: false,
    parent: parentOf(settings, override),
    theirs: ownHeaders(input, init),
    // What the later steps find out.
    kept: 0,
    context: undefined,
    isChild: false,
    reason: 0,
    span: undefined,
    headers: undefined,
    args: undefined,
  };
}

/** The context that a call is made in: what the call says itself, what is ambient, the wrapper's option, the page's document. */
function parentOf({ context }, override) {
  const parent = override?.context ?? scope()?.context ?? contextOf(context) ?? documentContext();
  return parent && override?.sampled !== undefined ? parent.withSampled(override.sampled) : parent;
}
