/** What a call goes to is decided as fetch itself decides: by the Request of any realm, or by one text of the input. */

import { followRedirects, instrumentFetch, traceFetch } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { VALID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { echoed, sentTraceparent } from '../support/network.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch request');

const TARGET = 'https://a.example/';
const OTHER = 'https://b.example/';
const Native = globalThis.Request;

/** Calls that look as if they went to the target. Some do; whatever goes to the other origin gets no header. */
const DISGUISES = {
  'a subclass of Request with a url of its own': () =>
    new (class extends Native {
      get url() {
        return TARGET;
      }
    })(OTHER),
  'a Request with an own url': () => Object.defineProperty(new Native(OTHER), 'url', { value: TARGET }),
  'a Request with another prototype': () =>
    Object.setPrototypeOf(
      new Native(OTHER),
      Object.create(Native.prototype, { url: { get: () => TARGET }, toString: { value: () => TARGET } }),
    ),
  'a URL whose toString changes': () => {
    const texts = [TARGET, OTHER];
    return new (class extends URL {
      toString() {
        return texts.shift() ?? OTHER;
      }
    })(TARGET);
  },
  'a URL with an own toString': () => Object.assign(new URL(OTHER), { toString: () => TARGET }),
  'a URL with a primitive of its own': () => {
    const texts = [TARGET, OTHER];
    return Object.assign(new URL(OTHER), { [Symbol.toPrimitive]: () => texts.shift() ?? OTHER });
  },
  'an object whose text changes': () => {
    const texts = [TARGET, OTHER];
    return { toString: () => texts.shift() ?? OTHER };
  },
  'an object that says it is a Request': () => ({ url: TARGET, method: 'GET', toString: () => OTHER }),
};

for (const [what, input] of Object.entries(DISGUISES)) {
  claim(`${what}: what is decided on is what is sent`, async () => {
    const { log, all } = lineCollector();
    const sent = [];
    const inner = async (...args) => {
      const request = new Native(...args);
      sent.push([Reflect.apply(urlOf, request, []), request.headers.has('traceparent')]);
      return new Response('ok');
    };
    const traced = traceFetch({ targets: [TARGET], fetch: inner, log });
    await traced(input());
    const [[url, hasHeader]] = sent;
    equal(hasHeader, url === TARGET, url);
    deepEqual(
      all().map((line) => line['url.full']),
      [url],
    );
    equal(traced.explain(input()).sent, hasHeader, 'explain');
  });
}

// Vercel's edge runtime has the getter on the class that its Request extends.
const { get: urlOf } =
  Object.getOwnPropertyDescriptor(Native.prototype, 'url') ??
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Native.prototype), 'url');

claim('members that a subclass of Request overrides are sent only where fetch sends them', async ({ echo }) => {
  class Own extends Native {
    get method() {
      return 'GET';
    }
    get headers() {
      return new Headers({ 'x-mine': 'not sent' });
    }
    get mode() {
      return /** @type {'no-cors'} */ ('no-cors');
    }
  }
  const { log, one } = lineCollector();
  const traced = traceFetch({ targets: [echo], log });
  const outcomeOf = async (call) => {
    try {
      const own = new Own(`${echo}/echo`, { method: 'POST', body: 'paid', headers: { 'x-own': '1' } });
      const request = await echoed(await call(own));
      if (call === traced) sentTraceparent(request);
      return [request.method, request.body, request.header('x-own'), request.header('x-mine')];
    } catch (error) {
      return error.name;
    }
  };
  const bare = await outcomeOf(fetch);
  deepEqual(await outcomeOf(traced), bare);
  equal(one()['http.request.method'], Array.isArray(bare) ? bare[0] : 'GET');
});

claim('a Request made before the global one was replaced is traced as it is', async ({ echo }) => {
  const early = () => new Native(`${echo}/echo`, { method: 'POST', body: 'paid', headers: { 'x-own': '1' } });
  for (const replacement of [class Request extends Native {}, class Request {}, undefined]) {
    const requests = [early(), early()];
    const { fetch } = globalThis;
    globalThis.Request = /** @type {any} */ (replacement);
    const answers = [];
    try {
      answers.push(await traceFetch({ targets: [echo], log: false })(requests[0]));
      const undo = instrumentFetch({ targets: [echo], log: false });
      answers.push(await globalThis.fetch(requests[1]));
      undo();
    } finally {
      globalThis.Request = Native;
      globalThis.fetch = fetch;
    }
    for (const answer of answers) {
      const request = await echoed(answer);
      deepEqual([request.method, request.body, request.header('x-own')], ['POST', 'paid', '1']);
      sentTraceparent(request);
    }
  }
});

/** As libraries have it: a class of its own, whose prototype says what it is. */
class LibraryRequest {
  #url;
  #headers;
  constructor(url, headers) {
    this.#url = url;
    this.#headers = new Headers(headers);
  }
  get url() {
    return this.#url;
  }
  get method() {
    return 'PUT';
  }
  get headers() {
    return this.#headers;
  }
  get [Symbol.toStringTag]() {
    return 'Request';
  }
}

claim('a Request of a library goes as it is to the fetch that knows it, traced by what it says', async () => {
  const record = recordingFetch();
  const { log, one } = lineCollector();
  const traced = traceFetch({ targets: [TARGET], fetch: record.fetch, log });
  const input = new LibraryRequest(`${TARGET}x`, { 'x-own': '1' });
  await traced(/** @type {any} */ (input));
  const [given, init] = record.calls[0];
  equal(given, input);
  const headers = new Headers(init.headers);
  equal(headers.get('x-own'), '1');
  match(headers.get('traceparent'), VALID);
  deepEqual([one()['http.request.method'], one()['url.full']], ['PUT', `${TARGET}x`]);
  const outside = new LibraryRequest(OTHER, {});
  await traced(/** @type {any} */ (outside));
  deepEqual(record.calls[1], [outside]);
});

claim('an object that is no Request of anybody goes out as its text, asked for once', async () => {
  for (const options of [{ targets: [TARGET] }, { ignore: [() => true] }, { targets: [] }]) {
    const record = recordingFetch();
    let asked = 0;
    const input = { toString: () => (asked++, `${TARGET}?${asked}`) };
    await traceFetch({ fetch: record.fetch, log: false, ...options })(/** @type {any} */ (input));
    deepEqual([asked, `${record.calls[0][0]}`], [1, `${TARGET}?1`]);
  }
});

claim('a Request of a frame is a Request', async ({ echo }) => {
  if (globalThis.document === undefined) return;
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const foreign = /** @type {any} */ (frame.contentWindow).Request;
  const request = () => new foreign(`${echo}/echo`, { method: 'POST', body: 'paid', headers: { 'x-own': '1' } });
  for (const [targets, isSent] of /** @type {[string[], boolean][]} */ ([
    [[echo], true],
    [[TARGET], false],
  ])) {
    const traced = traceFetch({ targets, log: false, redirects: followRedirects });
    equal(traced.explain(request()).sent, isSent);
    const got = await echoed(await traced(request()));
    deepEqual([got.method, got.body, got.header('x-own')], ['POST', 'paid', '1']);
    equal(got.header('traceparent') !== undefined, isSent);
  }
  frame.remove();
});

claim('a page has the origin of its document, and no text that a script of the page calls so', ({ page }) => {
  if (!page) return;
  const sent = () => traceFetch({ log: false }).explain(`${location.origin}/x`).sent;
  const own = Object.getOwnPropertyDescriptor(globalThis, 'origin');
  equal(sent(), true);
  const { origin } = location;
  for (const [value, isSent] of /** @type {[any, boolean][]} */ ([
    // As in a sandboxed frame.
    ['null', false],
    ['https://api.example', true],
    [{}, true],
  ])) {
    Object.defineProperty(globalThis, 'origin', { value, configurable: true });
    try {
      // A worker has no document that could be sandboxed.
      if (value !== 'null' || globalThis.document) equal(sent(), isSent, `${value}`);
      equal(traceFetch({ log: false }).explain('https://api.example/').sent, false);
    } finally {
      if (own) Object.defineProperty(globalThis, 'origin', own);
      else delete (/** @type {any} */ (globalThis).origin);
    }
  }
  equal(location.origin, origin);
});

claim('a location makes no page where there is none', async ({ page, echo, away }) => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'location');
  if (page || (own && !own.configurable)) return;
  Object.defineProperty(globalThis, 'location', { value: new URL(echo), configurable: true });
  try {
    equal(traceFetch({ log: false }).explain(`${echo}/x`).sent, false);
    const traced = traceFetch({ targets: [echo], redirects: followRedirects, log: false });
    const response = await traced(`${echo}/redirect/302?to=${encodeURIComponent(`${away}/echo`)}`);
    equal((await echoed(response)).header('traceparent'), undefined);
  } finally {
    if (own) Object.defineProperty(globalThis, 'location', own);
    else delete (/** @type {any} */ (globalThis).location);
  }
});
