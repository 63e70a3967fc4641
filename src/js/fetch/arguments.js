// What the arguments of a call say, and how our headers are put on them. Nothing that the caller owns is changed.

import { NONE, readHeaders } from '../headers/carrier.js';
import { attempt } from '../host/json.js';
import { fieldsOf, isEmpty, isObject } from './init.js';

/** What fetch goes by: a member of the init, or else of the Request. Undefined where it throws. */
export function said({ init, request }, name) {
  return attempt(() => {
    const value = init?.[name];
    return value === undefined ? request?.(name) : value;
  }, undefined);
}

/** The method in the form that fetch sends. */
export function methodOf(call) {
  const method = String(said(call, 'method') ?? 'GET');
  // fetch itself normalises these and leaves other words, `patch` among them, as they are.
  return method !== 'GET' && /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** The traceparent and the tracestate that the caller set, or null for either. */
export function ownHeaders(call) {
  const headers = said(call, 'headers');
  return headers === undefined ? NONE : readHeaders(headers);
}

/**
 * Whether the host takes no header of ours with this request: a page's no-cors one, or a navigation that a service
 * worker passes on.
 */
export function isHeaderless(call) {
  const mode = said(call, 'mode');
  return mode === 'no-cors' || (mode === 'navigate' && isEmpty(call.init));
}

/** Whether fetch refuses the arguments of a call. Bodies are left alone: they can be read once. */
export function isRefused({ address, init, request }) {
  try {
    if (request?.('bodyUsed') && init?.body == null) return true;
    const body = init?.body == null ? undefined : '';
    new Request(request?.('url') ?? address, { method: request?.('method'), ...init, body });
    return false;
  } catch {
    return true;
  }
}

/**
 * The init of a call with these headers too. One with empty text is taken away, one that is undefined stays as it is.
 * Throws where the caller's are invalid.
 */
export function carrying(call, headers) {
  const { request } = call;
  const init = call.init ?? {};
  const isAlone = request !== undefined && isEmpty(init);
  // An init would turn a navigation, which only a service worker sees, into an ordinary request.
  if (isAlone && request('mode') === 'navigate') return init;
  // Throws for an init that is no object.
  init.headers = merged(said(call, 'headers'), headers);
  // Any init resets these, so an empty one names those of the Request again.
  if (isAlone) Object.assign(init, { referrer: request('referrer'), referrerPolicy: request('referrerPolicy') });
  return init;
}

function merged(before = {}, headers) {
  const given = Object.entries(headers).filter(([, text]) => text !== undefined);
  const fields = fieldsOf(before);
  if (isObject(fields) && fields[Symbol.iterator] == null) {
    const names = given.map(([name]) => name);
    for (const name of Object.keys(fields)) if (names.includes(name.toLowerCase())) delete fields[name];
    for (const [name, text] of given) if (text) fields[name] = text;
    return fields;
  }
  const copy = new Headers(fields);
  for (const [name, text] of given) {
    if (text) copy.set(name, text);
    else copy.delete(name);
  }
  return copy;
}
