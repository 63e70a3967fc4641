// The arguments of a fetch: what they say, and a copy that carries our headers. Nothing that the caller owns is changed.

import { readFields } from './carrier.js';

function isRequest(input) {
  return typeof Request === 'function' && input instanceof Request;
}

/** The URL's text, as given. */
export function urlOf(input) {
  return isRequest(input) ? input.url : String(input);
}

/** The method in the form that fetch sends. */
export function methodOf(input, init) {
  const method = String(init?.method ?? (isRequest(input) ? input.method : 'GET'));
  // fetch itself normalises these and leaves other words, `patch` among them, as they are.
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

export function signalOf(input, init) {
  return init?.signal ?? (isRequest(input) ? input.signal : undefined);
}

/** The traceparent and the tracestate that the caller set, or null for either. */
export function ownHeaders(input, init) {
  return readFields(headersOf(input, init), 'traceparent', 'tracestate');
}

/** Whether the headers are a generator or the like: who reads them takes them away from fetch. */
export function hasOneShotHeaders(init) {
  const headers = isPlain(init) ? init.headers : undefined;
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
  return { ...init, headers };
}

/** Arguments that also carry these headers. A header with empty text is taken away. */
export function carrying(input, init, headers) {
  if (isRequest(input) && isEmpty(init)) {
    // Any member of an init would reset the request's referrer and referrerPolicy, so its headers are set on a copy.
    return [withHeaders(new Request(input), headers)];
  }
  if (init != null && !isPlain(init)) {
    // What a class keeps behind getters does not survive a spread; the constructor reads all of it.
    return [withHeaders(new Request(input, init), headers)];
  }
  return [input, { ...init, headers: merged(headersOf(input, init), headers) }];
}

/** What fetch takes for the request's headers: those of init, where it has any, replace those of a Request. */
function headersOf(input, init) {
  if (init?.headers !== undefined) return init.headers;
  return isRequest(input) ? input.headers : undefined;
}

function withHeaders(request, headers) {
  setAll(request.headers, headers);
  return request;
}

function merged(before, headers) {
  if (before === undefined || isRecordWithout(before, headers)) {
    return { ...before, ...Object.fromEntries(Object.entries(headers).filter(([, text]) => text !== '')) };
  }
  const copy = new Headers(before);
  setAll(copy, headers);
  return copy;
}

/** Whether a spread says all that fetch would read from these headers, and none of them is one of ours. */
function isRecordWithout(before, headers) {
  if (!isPlain(before) || typeof before[Symbol.iterator] === 'function') return false;
  const names = Object.keys(before);
  const isWhole = names.length === Object.getOwnPropertyNames(before).length;
  return isWhole && !names.some((name) => Object.hasOwn(headers, name.toLowerCase()));
}

function setAll(target, headers) {
  for (const [name, text] of Object.entries(headers)) {
    if (text === '') target.delete(name);
    else target.set(name, text);
  }
}

function isEmpty(init) {
  return init == null || (isPlain(init) && Reflect.ownKeys(init).length === 0);
}

/** An object literal, also one of another realm. */
function isPlain(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
