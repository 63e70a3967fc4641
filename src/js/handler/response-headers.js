// The headers of a response that name its trace, and those that let pages of other origins read them.

import { withOperation } from '../headers/server-timing.js';
import { report } from '../host/host.js';
import { property } from '../host/member.js';
import { answered } from '../sampling/late-sampling.js';

/**
 * The headers that a response gets: for each its name, and what its value is, given the value it has already, or null.
 */
export function idHeadersOf({ responseHeaders, expose }, traceparent) {
  const headers = responseHeaders.map((name) => [
    name,
    (before) => (name === 'traceresponse' ? traceparent : withOperation(before, traceparent)),
  ]);
  if (expose === undefined || headers.length === 0) return headers;
  const origins = expose === '*' ? ['*'] : expose;
  return [
    ...headers,
    ['timing-allow-origin', (before) => withTokens(before, origins)],
    ['access-control-expose-headers', (before) => withTokens(before, responseHeaders)],
  ];
}

/** A list with these tokens too; the list itself where it has them, or allows everything. */
function withTokens(list, tokens) {
  const own = (list ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  if (own.includes('*')) return list;
  const known = own.map((token) => token.toLowerCase());
  return [...own, ...tokens.filter((token) => !known.includes(token))].join(', ');
}

/** Responses of a class of their own, without a body, that have the ids of a request already. */
const taken = new WeakSet();

/** The response with the ids that tell the caller its trace; as it was where it cannot have them. */
export function withIds(settings, context, response) {
  let headers;
  const added = (to) => {
    for (const [name, valueAfter] of headers) to.headers.set(name, valueAfter(to.headers.get(name)));
    return to;
  };
  try {
    headers = idHeadersOf(settings, answered(context));
    // A response that switches protocols belongs to its socket, and status 0 is a network error.
    if (headers.length === 0 || !(response?.status >= 200)) return response;
    return added(isShared(response) ? copyOf(response) : response);
  } catch {
    // Headers that came from a fetch or a cache cannot be changed.
  }
  try {
    return added(copyOf(response));
  } catch (error) {
    report('a response could not carry the ids of its trace', error);
    return response;
  }
}

/**
 * Whether a response may be the answer to other requests too, as one without a body can be. One of a subclass cannot be
 * copied, so it is that of the first request that it answers.
 */
function isShared(response) {
  if (response.body !== null) return false;
  if (Object.getPrototypeOf(response) === Response.prototype || taken.has(response)) return true;
  taken.add(response);
  return false;
}

/** The same answer as an object of its own, with the properties that the application has added. */
function copyOf(response) {
  const copy = new Response(response.body, response);
  for (const key of Reflect.ownKeys(response)) {
    const own = Object.getOwnPropertyDescriptor(response, key);
    if (own && !Object.hasOwn(copy, key)) Object.defineProperty(copy, key, property(own));
  }
  return copy;
}
