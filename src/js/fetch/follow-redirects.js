// Follows redirects in the place of fetch, so that our headers stay where they may go.
// [Fetch, HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch)

import { pageOrigin, readsUtf8 } from '../host/host.js';
import { attempt } from '../host/json.js';
import { methodOf, said } from './arguments.js';
import { addressOf } from './request.js';

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 20;

/** Headers that say something about a body, and go with it. */
const OF_A_BODY = ['content-encoding', 'content-language', 'content-length', 'content-location', 'content-type'];
/** Headers that are for one origin. */
const OF_AN_ORIGIN = ['authorization', 'proxy-authorization', 'cookie', 'host'];
/** What a Request says about its call, beside method, headers, body and signal. */
const OF_A_REQUEST = ['cache', 'credentials', 'keepalive', 'mode', 'referrer', 'referrerPolicy'];

/**
 * For option `redirects`. `send(args, url)` calls the fetch inside; the arguments carry our headers already, those of
 * these names; `isTarget(url)` says whether a URL may get them.
 */
function follow(send, args, isTarget, names) {
  const call = { ...addressOf(args[0]), init: args[1] };
  if (!isFollowed(call)) return send(args, call.url);
  let first;
  try {
    first = prepared(call);
  } catch {
    // Arguments that are invalid, for fetch itself to refuse.
    return send(args, call.url);
  }
  return hops(send, first, isTarget, names);
}

/**
 * Whether fetch has to follow by itself, so that no header of ours may be there: it checks each answer, also one that
 * only leads on.
 */
function isForFetch(call) {
  return isFollowed(call) && Boolean(said(call, 'integrity'));
}

export const followRedirects = /* @__PURE__ */ Object.assign(follow, { isForFetch });

/** A page is not shown where a redirect leads. */
function isFollowed(call) {
  return (said(call, 'redirect') ?? 'follow') === 'follow' && pageOrigin() === undefined;
}

/** All that a call needs to be made again, before fetch takes its body. */
function prepared(call) {
  const others = OF_A_REQUEST.map((name) => [name, said(call, name)]);
  return {
    call,
    // Throws where this is the member that throws.
    init: withMembers(call.init, { redirect: 'manual' }),
    url: new URL(call.url).href,
    method: methodOf(call),
    headers: new Headers(said(call, 'headers')),
    others: Object.fromEntries(others.filter(([, value]) => value !== undefined)),
    body: bodyOf(call),
  };
}

async function hops(send, { call, init, url, method, headers, others, body }, isTarget, names) {
  const ours = [...headers].filter(([name]) => names.includes(name));
  let isFar = false;
  try {
    let response = await send([call.address, init], url);
    for (let count = 1, location; (location = locationOf(response)) !== undefined; count++) {
      discard(response);
      const next = nextUrl(location, url, others.mode);
      if (count > MAX_REDIRECTS) throw refused(`there are more than ${MAX_REDIRECTS} redirects`);
      if (body?.isOneShot && response.status !== 303) throw refused('the body is a stream, which cannot be sent again');

      if (becomesGet(response.status, method)) {
        [method, headers] = ['GET', without(headers, OF_A_BODY)];
        body?.drop();
        body = undefined;
      }
      if (next.origin !== new URL(url).origin) {
        if (others.mode === 'same-origin') throw refused('the Location is of another origin');
        isFar = true;
        headers = without(headers, OF_AN_ORIGIN);
      }
      url = next.href;
      headers = without(headers, names);
      if (isTarget(url)) for (const [name, text] of ours) headers.set(name, text);
      const content = await body?.again(headers);
      const members = { ...others, method, headers, body: content, signal: said(call, 'signal') };
      response = asRedirected(await send([url, withMembers(init, members)], url), isFar);
    }
    return response;
  } finally {
    body?.drop();
  }
}

/** The same init with other members. What only others than fetch look at stays unread. */
function withMembers(init, members) {
  return Object.assign(Object.defineProperties({}, Object.getOwnPropertyDescriptors(init ?? {})), members);
}

/** Where a response leads; undefined where it is an answer. */
function locationOf(response) {
  try {
    return REDIRECTS.includes(response.status) ? (response.headers.get('location') ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

function nextUrl(location, base, mode = 'cors') {
  let url;
  try {
    url = new URL(readsUtf8() ? utf8(location) : location, base);
  } catch {
    throw refused('the Location is no URL');
  }
  if (!/^https?:$/.test(url.protocol)) throw refused('the Location is not one of http or https');
  if ((url.username || url.password) && !isForRequest(url)) {
    if (mode === 'cors') throw refused('the Location has a user name or a password');
    url.username = url.password = '';
  }
  return url;
}

/** Whether this host makes a Request of a URL. Its own words about one would repeat a password. */
function isForRequest(url) {
  return attempt(() => new Request(url), undefined) !== undefined;
}

/** Bytes that were given as characters, as the text that they are. What is no UTF-8 becomes U+FFFD. */
function utf8(text) {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function becomesGet(status, method) {
  return status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST';
}

/** A body that can be sent again; undefined where there is none. */
function bodyOf({ address, init, request }) {
  const given = init?.body;
  if (given == null) return request?.('body') ? keptBody(address.clone()) : undefined;
  if (isStream(given)) return { isOneShot: true, drop() {} };
  const message = new Response(given);
  return keptBody(message, message.headers.get('content-type'));
}

function isStream(body) {
  return typeof body === 'object' && (typeof body.getReader === 'function' || Symbol.asyncIterator in body);
}

/**
 * The body of a message that nobody else reads, and its type where no header of the call has it yet.
 *
 * @param {Body} message
 * @param {string | null} [type]
 */
function keptBody(message, type = null) {
  let bytes;
  return {
    isOneShot: false,
    /** The bytes; their type goes to headers that have none. */
    again(headers) {
      if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
      return (bytes ??= message.arrayBuffer());
    },
    drop() {
      if (bytes === undefined) discard(message);
    },
  };
}

function discard({ body }) {
  body?.cancel().catch(() => {});
}

function without(headers, names) {
  const copy = new Headers(headers);
  for (const name of names) copy.delete(name);
  return copy;
}

/**
 * A response, and its copies, that say what they would say had fetch followed, perhaps to another origin. One that cannot
 * be changed says what it says.
 */
function asRedirected(response, isFar) {
  const { clone, type } = response ?? {};
  if (typeof clone !== 'function') return response;
  const define = (name, value) => Reflect.defineProperty(response, name, { value, configurable: true, writable: true });
  define('redirected', true);
  define('type', isFar && type === 'basic' ? 'cors' : type);
  define(
    'clone',
    /** @this {unknown} */ function () {
      return asRedirected(Reflect.apply(clone, this, []), isFar);
    },
  );
  return response;
}

function refused(why) {
  return new TypeError(`fetch failed: ${why}`);
}
