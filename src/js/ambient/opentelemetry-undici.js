// Node's fetch, traced by us and by OpenTelemetry's instrumentation. That one adds its header to the request when fetch
// has made it, behind the one that it has. Two are an invalid header, so ours is taken away: theirs names a child of
// the operation that ours names.

import { isRemembered } from '../host/shared.js';
import { report } from '../host/host.js';

const CHANNEL = 'undici:request:create';

/** Undefined until somebody needed it; null where the host has no such channels. */
let channels;
/** Gives the header that names the operation of ours around. */
let headerAround;

/**
 * Hears of each request of Node's fetch after everybody who listens already. So it has to be called again before each
 * call: an instrumentation may have been added meanwhile.
 */
export function dropDoubledHeaders(header) {
  headerAround = header;
  channels ??= globalThis.process?.getBuiltinModule?.('node:diagnostics_channel') ?? null;
  if (channels === null || !channels.hasSubscribers?.(CHANNEL)) return;
  channels.unsubscribe(CHANNEL, drop);
  channels.subscribe(CHANNEL, drop);
}

function drop({ request }) {
  try {
    const { headers } = request;
    if (!Array.isArray(headers)) return;
    const [first, ...others] = placesOf(headers, 'traceparent');
    if (others.length === 0) return;
    const header = headers[first + 1];
    // The application may have written the header of the call itself.
    if (!isRemembered(header) && header !== headerAround()) return;
    headers.splice(first, 2);
    const [state, ...states] = placesOf(headers, 'tracestate');
    if (states.length > 0) headers.splice(state, 2);
  } catch (error) {
    report('a second header of OpenTelemetry could not be found', error);
  }
}

/** Where the names stand in a list of names and values. */
function placesOf(headers, name) {
  const isOne = (key, place) => place % 2 === 0 && String(key).toLowerCase() === name;
  return [...headers.keys()].filter((place) => isOne(headers[place], place));
}
