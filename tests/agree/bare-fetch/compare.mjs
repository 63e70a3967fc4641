/** What a case came to with the bare fetch and with the wrapped one, and where they differ. */

import { isDeepStrictEqual } from 'node:util';

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]$/;

/** Wrappings that add headers where the caller has set none. */
const SENDING = [
  'targets',
  'context',
  'state',
  'replace',
  'hooks',
  'throwing-hooks',
  'twice',
  'instrument',
  'broken-log',
  'regexp',
  'predicate',
  'until-body',
  'redirects',
];

/**
 * @param result what the client gave: `{one, bare, traced, lines}`.
 * @param requests `{bare, traced}`: what reached the server.
 * @returns sentences, none where all is the same.
 */
export function differencesOf({ one, bare, traced, lines }, requests, { control = false, isPage = false } = {}) {
  const differences = [];
  const compare = (what, left, right) => {
    if (!isDeepStrictEqual(left, right)) differences.push(`${what}: bare ${show(left)}, wrapped ${show(right)}`);
  };
  const raced = isRaced(one);
  for (const key of new Set([...Object.keys(bare), ...Object.keys(traced)])) {
    // How far a stream was read is part of what is raced.
    if (!(raced && key === 'looks')) compare(key, comparable(bare[key]), comparable(traced[key]));
  }
  if (raced) return differences;

  if (!(isPage && isRetried(one)))
    compare('requests that arrived', comparable(requests.bare.map(summary)), comparable(requests.traced.map(summary)));
  for (let n = 0; n < Math.min(requests.bare.length, requests.traced.length); n++) {
    const [left, right] = [requests.bare[n], requests.traced[n]].map((request) => seen(request, control));
    compare(`headers of request ${n}`, comparable(left.headers), comparable(right.headers));
    compare(`body of request ${n}`, left.body, right.body);
  }
  if (!control) differences.push(...tracing(one, requests, lines, isPage));
  return differences;
}

/** Whether it is up to the machine how much of a request has left when the call ends. */
function isRaced({ signal, init, input }) {
  const bodies = [init.fields?.body, input.fields?.body];
  return (
    /^(at-once|next-tick|timeout)/.test(signal ?? '') ||
    bodies.some((body) => /^(failing|text)-stream$/.test(body ?? ''))
  );
}

/** Browsers send a request again whose connection broke before an answer, once or not at all. */
const isRetried = ({ path }) => /reset|garbage/.test(JSON.stringify(path));

/** A no-cors call carries no header of ours: a browser would take it away. */
const isNoCors = ({ init, input }) =>
  ((WITHOUT_FIELDS.includes(init.kind) ? undefined : init.fields?.mode) ?? input.fields?.mode) === 'no-cors';
const WITHOUT_FIELDS = ['missing', 'empty', 'null', 'undefined'];

const summary = ({ method, url, port }) => [method, url, port];

const RANDOM = [
  /(bare|wrap)(?=\d(\/|%))/g,
  /(?<=boundary)=[-\w]+/g,
  // workerd's.
  /(?<=internal error; reference = )\w+/g,
  // Chromium says this before some of its errors, or not, depending on the moment.
  /Failed to execute 'json' on 'Response': /g,
];

/** Without the path that tells the two calls apart, and what is random. */
function comparable(value) {
  const text = JSON.stringify(value);
  return text && JSON.parse(RANDOM.reduce((left, part) => left.replaceAll(part, ''), text));
}

const OURS = ['traceparent', 'tracestate'];
const PASSING = ['connection', 'keep-alive'];

function seen({ rawHeaders, body }, control) {
  const left = [];
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n].toLowerCase();
    if (PASSING.includes(name) || (!control && OURS.includes(name))) continue;
    left.push([name, rawHeaders[n + 1]]);
  }
  // The order of different names says nothing; that of lines of one name does.
  left.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return { headers: left, body: body?.toString('latin1') };
}

/** What the wrapped call has to have done beyond the bare one. */
function tracing(one, requests, lines, isPage) {
  const wrong = [];
  if (lines > 1) wrong.push(`${lines} span lines`);
  for (const [n, request] of requests.traced.entries()) {
    const own = valuesOf(requests.bare[n], 'traceparent');
    const sent = valuesOf(request, 'traceparent');
    // workerd forgets the mode of a Request, so there one that said so in a Request carries our header.
    if (isNoCors(one) && isDeepStrictEqual(sent, own)) continue;
    const keeps = own.length > 0 && one.wrapping !== 'replace';
    if (keeps || !SENDING.includes(one.wrapping)) {
      if (!isDeepStrictEqual(sent, own))
        wrong.push(`request ${n} has the traceparent ${show(sent)} instead of ${show(own)}`);
      const [before, after] = [requests.bare[n], request].map((of) => valuesOf(of, 'tracestate'));
      if (!isDeepStrictEqual(before, after))
        wrong.push(`request ${n} has the tracestate ${show(after)} instead of ${show(before)}`);
    } else if (!(isPage && isNoCors(one)) && (sent.length !== 1 || !TRACEPARENT.test(sent[0]))) {
      wrong.push(`request ${n} has the traceparent ${show(sent)}`);
    }
  }
  return wrong;
}

function valuesOf(request, wanted) {
  const { rawHeaders } = request ?? { rawHeaders: [] };
  return rawHeaders.filter((text, n) => n % 2 === 1 && rawHeaders[n - 1].toLowerCase() === wanted);
}

const show = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}...` : text;
};
