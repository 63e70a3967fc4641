// Handlers inside handlers: an application and a part of it may both be wrapped, each by its own copy of the package.
// The outer one traces the request.

import { readHeaders } from '../headers/carrier.js';
import { attempt } from '../host/json.js';
import { stored } from '../host/shared.js';

/**
 * Whether a request, or an event `{name, event}`, is the one that is being handled here. Frameworks make new objects of
 * one request, so it is known by what it asks for.
 */
export function isNested(request) {
  const held = stored()?.held;
  return held?.request !== undefined && !held.isOver && attempt(() => isSame(held.request, request), false);
}

function isSame(one, other) {
  if (one === other) return true;
  if (one.name !== other.name || one.event !== other.event || one.method !== other.method) return false;
  return isSameTarget(one, other) && readHeaders(one).traceparent === readHeaders(other).traceparent;
}

/** Servers of Node's kind know of a URL only what follows the host. */
function isSameTarget(one, other) {
  return one.path === undefined && other.path === undefined ? one.url === other.url : pathOf(one) === pathOf(other);
}

function pathOf({ path, url }) {
  if (path !== undefined) return path;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
