// The arguments of a fetch: what they say, and a copy that carries our headers. Nothing that the caller owns is
// changed.

import { NONE, readHeaders } from '../headers/carrier.js';
import { attempt } from '../host/json.js';

export function isRequest(input) {
  return typeof input === 'object' && typeof Request === 'function' && input instanceof Request;
}

/**
 * The input, and the text of its URL. Calls `toString` once and sends that
 * string, so that a stateful object cannot show us one URL and fetch another.
 */
export function addressOf(input) {
  if (isRequest(input)) return { address: input, url: input.url };
  const url = `${input}`;
  return { address: input instanceof URL ? input : url, url };
}

/** The text of an input's URL, of one that has it at hand. */
export function urlOf(input) {
  return typeof input === 'string' ? input : attempt(() => input.url ?? input.href, undefined);
}

/** The method in the form that fetch sends. */
export function methodOf(input, init) {
  const method = String(init?.method ?? (isRequest(input) ? input.method : 'GET'));
  // fetch itself normalises these and leaves other words, `patch` among them, as they are.
  return method !== 'GET' && /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

export function signalOf(input, init) {
  return init?.signal ?? (isRequest(input) ? input.signal : undefined);
}

/** The traceparent and the tracestate that the caller set, or null for either. */
export function ownHeaders(input, init) {
  const headers = givenHeaders(input, init);
  return headers === undefined ? NONE : readHeaders(headers);
}

/** Whether the headers are a generator or the like: who reads them takes them away from fetch. */
export function hasOneShotHeaders(init) {
  const headers = typeof init === 'object' ? init?.headers : undefined;
  return typeof headers?.next === 'function' && typeof headers[Symbol.iterator] === 'function';
}

/** The same init with its one-shot headers as a list; as something that throws the same where they threw. */
export function withListedHeaders(init) {
  let headers;
  try {
    headers = [...init.headers];
  } catch (error) {
    headers = {
      [Symbol.iterator]() {
        throw error;
      },
    };
  }
  return withMembers(init, { headers });
}

/**
 * The same init with other members. An instance of a class keeps values that a spread does not copy, so a proxy reads
 * from it.
 */
export function withMembers(init, members) {
  if (init == null) return members;
  if (isRecord(init)) return { ...init, ...members };
  // For fetch to refuse.
  if (typeof init !== 'object' && typeof init !== 'function') return init;
  return new Proxy(new Init(), {
    get: (_, name) => (Object.hasOwn(members, name) ? members[name] : init[name]),
    has: (_, name) => (Object.hasOwn(members, name) ? members[name] !== undefined : name in init),
  });
}

class Init {}

/**
 * Whether the host takes no header of ours with this request: a page's no-cors one, or a navigation that a service
 * worker passes on.
 */
export function isHeaderless(input, init) {
  const mode = init?.mode ?? (isRequest(input) ? input.mode : undefined);
  return mode === 'no-cors' || (mode === 'navigate' && isEmpty(init));
}

/**
 * The error with which fetch refuses these arguments, undefined where it does not. Bodies are left alone: they can be
 * read once.
 *
 * @returns {any}
 */
export function refusal(input, init) {
  if (init != null && !isRecord(init)) return undefined;
  try {
    if (isRequest(input) && input.bodyUsed && init?.body == null)
      throw new TypeError('the body of the Request is used');
    const body = init?.body == null ? undefined : '';
    const { url, method } = isRequest(input) ? input : { url: input };
    new Request(url, { method, ...init, body });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Arguments that also carry these headers. One with empty text is taken away, one that is undefined stays as it is. */
export function carrying(input, init, headers) {
  if (isRequest(input) && isEmpty(init)) {
    // An init would turn a navigation, which only a service worker sees, into an ordinary request.
    return input.mode === 'navigate' ? [input, init] : [input, sameButFor(input, headers)];
  }
  return [input, withMembers(init, { headers: merged(givenHeaders(input, init), headers) })];
}

/**
 * An init that adds headers to a request and changes nothing else: any init resets the referrer, so it names them
 * again.
 */
function sameButFor(request, headers) {
  const init = {
    headers: merged(request.headers, headers),
    referrer: request.referrer,
    referrerPolicy: request.referrerPolicy,
  };
  return Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined));
}

/** What fetch takes for the request's headers: those of init, where it has any, replace those of a Request. */
export function givenHeaders(input, init) {
  if (init?.headers !== undefined) return init.headers;
  return isRequest(input) ? input.headers : undefined;
}

function merged(before, headers) {
  if (before === undefined || isRecordWithout(before, headers)) {
    const { traceparent, tracestate } = headers;
    const after = before === undefined ? {} : { ...before };
    after.traceparent = traceparent;
    if (tracestate) after.tracestate = tracestate;
    return after;
  }
  const copy = new Headers(before);
  for (const [name, text] of Object.entries(headers)) {
    if (text === '') copy.delete(name);
    else if (text !== undefined) copy.set(name, text);
  }
  return copy;
}

/** Whether a spread says all that fetch would read from these headers, and none of them is one of ours. */
function isRecordWithout(before, headers) {
  return isRecord(before) && !Object.keys(before).some((name) => Object.hasOwn(headers, name.toLowerCase()));
}

function isEmpty(init) {
  return init == null || (isPlain(init) && Reflect.ownKeys(init).length === 0);
}

/** An object that a spread copies completely: a literal, also one of another realm, that is not a list in disguise. */
export function isRecord(value) {
  if (!isPlain(value) || typeof value[Symbol.iterator] === 'function') return false;
  return Object.keys(value).length === Object.getOwnPropertyNames(value).length;
}

/** An object literal, also one of another realm. */
function isPlain(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
