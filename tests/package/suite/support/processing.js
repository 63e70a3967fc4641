/** A vector of the processing model as a program: what a service does with the headers. */

import { alwaysOff, alwaysOn, parentBased, traceFetch, traceHandler } from 'tracehop';

const SAMPLERS = {
  always_on: alwaysOn(),
  always_off: alwaysOff(),
  parent_based_on: parentBased(alwaysOn()),
  parent_based_off: parentBased(alwaysOff()),
};

/** Does the changes of a vector to a list, in their order. */
export function applyChanges(tracestate, { changes = [] }) {
  for (const [what, ...args] of changes) tracestate[what](...args);
}

/**
 * The service of a vector: it continues or starts the trace as the vector says, changes the list, and calls the next
 * service.
 *
 * @param next the address that is called. @param fetch the fetch below, where it is not the host's.
 * @returns a handler whose answer is the next service's.
 */
export function serviceOf({ trust, sampler, changes }, next, fetch) {
  /** @type {import('tracehop').HandlerOptions} */
  const options = { log: false, ...(trust && { trust }), ...(sampler && { sampler: SAMPLERS[sampler] }) };
  return traceHandler((request, env, ctx, trace) => {
    applyChanges(trace.tracestate, { changes });
    return traceFetch({ targets: [new URL(next).origin], context: trace, log: false, ...(fetch && { fetch }) })(next);
  }, options);
}
