// The route of a request: the pattern of its path, by which its span is named.

import { hook } from '../host/hook.js';
import { isFunction, text } from '../options/rows.js';
import { nameOf } from '../span/outcome.js';

export const route = {
  is: (value) => text.is(value) || isFunction(value),
  expected: `${text.expected}, or a function of the request that gives one`,
};

/**
 * Names the span of a request by its route, if that is known by now and nobody has named it yet. A router knows it only
 * when it has matched, so this is tried when the request arrives and when it has been answered.
 */
export function nameByRoute(span, route, method, original) {
  if (route === undefined || span.name !== nameOf(method)) return;
  const pattern = isFunction(route) ? hook('route', route, original) : route;
  if (text.is(pattern) && pattern !== '') span.setName(nameOf(method, pattern)).setAttribute('http.route', pattern);
}
