// First step of a call: what decides about it, found without starting it and without changing anything.

import { documentContext } from '../ambient/document.js';
import { contextOf, noContext, scope } from '../ambient/scope.js';
import { IGNORED, NOT_HTTP } from '../wasm/codes.js';
import { ownHeaders } from './arguments.js';
import { readInit } from './init.js';
import { addressOf } from './request.js';

/**
 * A call, which grows on its way. The later steps fill in what stands after `theirs`.
 *
 * @typedef {object} Call
 * @property {ReturnType<typeof import('./options.js').fetchSettings>} settings
 * @property {any} destination its URL, as it is sent and as a log may show it, and its place
 * @property {boolean} isPassedOn whether it goes out without us; then nothing else is known but `args`
 * @property {any[]} args the arguments of fetch as they leave
 * @property {any} override what the call says of itself
 * @property {any} init the second one, which is ours
 * @property {any} address the first one
 * @property {string} url
 * @property {((name: string) => any) | undefined} request what reads its members, where the first one is a Request
 * @property {any} parent the context around it
 * @property {any} theirs the headers that it has already
 * @property {number} kept which of these stay, as bits
 * @property {any} context of its own operation
 * @property {boolean} isChild
 * @property {number} reason why our headers leave, or do not
 * @property {import('../span/span.js').Span | undefined} span
 * @property {any} headers
 */

/**
 * Looks at the arguments of a call. Without a destination they name no URL, which is for fetch itself to refuse. Where it
 * `isAsked`, nothing is sent.
 *
 * @returns {Call}
 */
export function look(settings, args, override, isAsked = false) {
  const { address, url, request } = addressOf(args[0]);
  const destination = settings.destinationOf(url);
  const decision = destination?.place.decision ?? NOT_HTTP;
  const isPassedOn = decision === IGNORED || decision === NOT_HTTP;
  const init = isPassedOn ? args[1] : readInit(args[1], isAsked);
  /** @type {any} */
  const call = { settings, destination, isPassedOn, override, address, url, request, init };
  call.args = [...args];
  call.args[0] = address;
  if (args.length > 1) call.args[1] = init;
  if (isPassedOn) return call;
  call.parent = parentOf(settings, override);
  call.theirs = ownHeaders(call);
  return call;
}

/**
 * The context that a call is made in: what the call says itself, what is ambient, the wrapper's option, the page's
 * document.
 */
function parentOf({ context }, override) {
  const parent =
    contextOf(override?.context) ?? scope()?.context ?? contextOf(context) ?? documentContext() ?? noContext();
  return parent && override?.sampled !== undefined ? parent.withSampled(override.sampled) : parent;
}
