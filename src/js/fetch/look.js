// First step of a call: what decides about it, found without starting it and without changing anything.

import { documentContext } from '../ambient/document.js';
import { contextOf, noContext, scope } from '../ambient/scope.js';
import { IGNORED, NOT_HTTP } from '../wasm/codes.js';
import { addressOf, hasOneShotHeaders, ownHeaders, withListedHeaders } from './arguments.js';

/**
 * A call, which grows on its way. The later steps fill in what stands after `theirs`.
 *
 * @typedef {object} Call
 * @property {ReturnType<typeof import('./options.js').fetchSettings>} settings
 * @property {any} destination its URL, as it is sent and as a log may show it, and its place
 * @property {boolean} isPassedOn whether it goes out as it came; then nothing else is known
 * @property {any} override what the call says of itself
 * @property {unknown} input the arguments of fetch
 * @property {any} given
 * @property {any} init the second one, with headers that can be read again
 * @property {unknown} address
 * @property {string} url
 * @property {any} parent the context around it
 * @property {any} theirs the headers that it has already
 * @property {number} kept which of these stay, as bits
 * @property {any} context of its own operation
 * @property {boolean} isChild
 * @property {number} reason why our headers leave, or do not
 * @property {import('../span/span.js').Span | undefined} span
 * @property {any} headers
 * @property {any} args the arguments as they leave
 */

/**
 * Looks at the arguments of a call. Undefined for what is no URL, which is for fetch itself to refuse.
 *
 * @returns {Call | undefined}
 */
export function look(settings, input, given, override) {
  const { address, url } = addressOf(input);
  const destination = settings.destinationOf(url);
  if (destination === undefined) return undefined;
  const { decision } = destination.place;
  if (decision === IGNORED || decision === NOT_HTTP)
    return /** @type {any} */ ({ settings, destination, isPassedOn: true });
  const init = hasOneShotHeaders(given) ? withListedHeaders(given) : given;
  return /** @type {any} */ ({
    settings,
    override,
    input,
    given,
    address,
    url,
    init,
    destination,
    parent: parentOf(settings, override),
    theirs: ownHeaders(input, init),
  });
}

/**
 * The context that a call is made in: what the call says itself, what is ambient, the wrapper's option, the page's
 * document.
 */
function parentOf({ context }, override) {
  const parent = override?.context ?? scope()?.context ?? contextOf(context) ?? documentContext() ?? noContext();
  return parent && override?.sampled !== undefined ? parent.withSampled(override.sampled) : parent;
}
