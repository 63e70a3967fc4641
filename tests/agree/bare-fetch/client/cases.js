/**
 * One case, as data that prints: what is called, how it is wrapped, what the server does and what becomes of the body.
 */

import { randomOf } from './random.js';

const METHODS = [
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'get',
  'post',
  'patch',
  'PROPFIND',
];
const BAD_METHODS = ['G T', '', 'TRACE', 'connect', 'M\u00e4'];
const BODIES = [
  'string',
  'empty',
  'unicode',
  'search',
  'form',
  'form-file',
  'blob',
  'typed-blob',
  'buffer',
  'bytes',
  'floats',
  'view',
  'stream',
  'stream',
  'slow-stream',
  'object',
  'null',
  'undefined',
];
const BAD_BODIES = ['failing-stream', 'locked-stream', 'used-stream', 'text-stream', 'stream-without-duplex', 'symbol'];
const HEADERS = [
  'none',
  'none',
  'record',
  'record',
  'null-record',
  'frozen-record',
  'inherited-record',
  'getter-record',
  'list',
  'headers',
  'headers-class',
  'map',
  'generator',
  'iterable',
  'proxy',
  'empty',
  'cased',
  'twice',
  'one-iterator',
  'counting-record',
  'text-once',
  'hidden-record',
];
const OWN_HEADERS = ['own-record', 'own-cased', 'own-headers', 'own-list', 'own-generator', 'own-state'];
const BAD_HEADERS = [
  'bad-name',
  'bad-value',
  'bad-pairs',
  'bad-type',
  'throwing-getter',
  'throwing-generator',
  'symbol-value',
  'null',
];
const INIT_KINDS = [
  'plain',
  'plain',
  'plain',
  'plain',
  'frozen',
  'null-prototype',
  'class-fields',
  'class-getters',
  'inherited',
  'proxy',
  'getters',
  'request',
  'non-enumerable',
  'symbol-key',
  'bare-inherited',
  'proxy-answers',
  'private-getters',
  'once-getters',
  'nothing-known',
];
const BARE_INITS = ['missing', 'undefined', 'null', 'empty'];
const BAD_INITS = ['number', 'string', 'true', 'symbol', 'function', 'list', 'date', 'revoked', 'throwing-getter'];
const INPUTS = [
  'string',
  'string',
  'string',
  'url',
  'request',
  'request',
  'request',
  'to-string',
  'string-object',
  'request-class',
  'frozen-request',
  'cloned-request',
  'disguised-request',
  'own-members-request',
  'url-once',
];
const BAD_INPUTS = [
  'missing',
  'symbol',
  'undefined',
  'null',
  'no-url',
  'empty-text',
  'relative',
  'user-info',
  'bad-port',
  'throwing',
  'ftp',
  'file',
  'about',
  'blob-missing',
  'used-request',
  'locked-request',
  'fragment',
  'spaces',
];
const SPECIAL_INPUTS = [
  'data',
  'data-base64',
  'blob',
  'fragment',
  'spaces',
  'query',
  'unicode',
  'used-request',
  'locked-request',
];
const SIGNALS = [
  'already',
  'already-reason',
  'already-undefined',
  'already-request',
  'at-once',
  'next-tick',
  'arrived',
  'arrived-reason',
  'arrived-request',
  'headers',
  'headers-reason',
  'body',
  'body-reason',
  'timeout',
  'timeout-body',
  'any',
  'unused',
  'null',
  'bad-signal',
  'after',
];
const CONSUMERS = [
  'text',
  'text',
  'buffer',
  'blob',
  'json',
  'form',
  'bytes',
  'reader',
  'iterate',
  'cancel',
  'cancel-started',
  'cancel-locked',
  'tee',
  'tee-cancel',
  'clone',
  'clone-late',
  'twice',
  'pipe',
  'nothing',
];
const WRAPPINGS = [
  'targets',
  'targets',
  'targets',
  'targets',
  'context',
  'state',
  'replace',
  'outside',
  'ignored',
  'omit',
  'hooks',
  'throwing-hooks',
  'twice',
  'instrument',
  'broken-log',
  'regexp',
  'predicate',
  'until-body',
  'until-body',
  'redirects',
  'redirects',
];
const REDIRECTS = [301, 302, 303, 307, 308];

const MODES = {
  redirect: ['follow', 'manual', 'error', 'bogus'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached', 'bogus'],
  credentials: ['omit', 'same-origin', 'include', 'bogus'],
  mode: ['cors', 'no-cors', 'same-origin', 'navigate', 'bogus'],
  referrer: ['', 'about:client', 'HOME/referrer', 'http://[', 'https://elsewhere.example/'],
  referrerPolicy: ['', 'no-referrer', 'origin', 'unsafe-url', 'same-origin', 'bogus'],
  keepalive: [true, false, 'yes'],
  priority: ['high', 'low', 'bogus'],
  window: [null, 'bogus'],
  integrity: ['', 'RIGHT', 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'bogus'],
  duplex: ['half', 'full'],
};
const UNKNOWN = ['next', 'cf', 'dispatcher', 'foo', 'agent', 'verbose', 'traceparent', 'timeout'];

/** The case of a number. The same seed and number give the same case. */
export function caseOf(seed, number, host) {
  const random = randomOf(mixed(seed, number));
  const { chance, pick } = random;
  const one = {
    number,
    wrapping: pick(WRAPPINGS),
    input: { kind: chance(8) ? pick(BAD_INPUTS) : chance(8) ? pick(SPECIAL_INPUTS) : pick(INPUTS) },
  };
  one.path = pathOf(random, host);
  if (/request/.test(one.input.kind)) one.input.fields = fieldsOf(random, 60);
  one.init = {
    kind: chance(15) ? pick(BARE_INITS) : chance(4) ? pick(BAD_INITS) : pick(INIT_KINDS),
    fields: fieldsOf(random, 100),
  };
  if (one.init.kind === 'request' && chance(50)) one.init.fields.headers ??= pick(HEADERS);
  if (chance(14)) one.signal = pick(SIGNALS);
  // This one takes seconds, so that it never fires before the headers are here.
  if (one.signal === 'timeout-body' && chance(80)) one.signal = 'timeout';
  if (one.signal !== undefined) fitPath(one);
  for (const { fields = {} } of [one.input, one.init]) {
    // Node never answers where such a call is sent on to another origin.
    if (fields.mode === 'no-cors' && JSON.stringify(one.path).includes('AWAY')) fields.mode = 'cors';
    // What is to be checked whole has no headers before its end.
    if (one.signal !== undefined) delete fields.integrity;
  }
  if (chance(2)) one.extra = true;
  one.consume = pick(CONSUMERS);
  if (one.signal === undefined && chance(1))
    Object.assign(one, { consume: 'uncaught', input: { kind: 'string' }, path: pick(['REFUSED', 'reset', 'garbage']) });
  // See fieldsOf: a body that is on the way, here that of the Request.
  const isRefused = one.consume === 'uncaught' || one.input.fields?.body !== undefined;
  if (isRefused && one.init.fields.method === 'patch') one.init.fields.method = 'PATCH';
  return one;
}

function fieldsOf({ chance, pick }, percent) {
  const fields = {};
  if (!chance(percent)) return fields;
  if (chance(60)) fields.method = chance(4) ? pick(BAD_METHODS) : pick(METHODS);
  const mayHaveBody = !/^(get|head)$/i.test(fields.method ?? 'GET');
  // Node's server refuses `patch` while its body is still on the way, and breaks off sooner or later.
  const isRefused = fields.method === 'patch';
  if (!isRefused && chance(mayHaveBody ? 75 : 3)) fields.body = chance(8) ? pick(BAD_BODIES) : pick(BODIES);
  const headers = chance(4) ? pick(BAD_HEADERS) : chance(6) ? pick(OWN_HEADERS) : pick(HEADERS);
  if (headers !== 'none') fields.headers = headers;
  for (const [name, values] of Object.entries(MODES)) {
    // The last ones are mostly the invalid ones, which would hide the rest of a case.
    if (chance(6)) fields[name] = chance(85) ? pick(values.slice(0, -1)) : pick(values);
  }
  if (chance(10)) fields.unknown = pick(UNKNOWN);
  return fields;
}

function pathOf(random, host) {
  const { below, chance, pick } = random;
  const kind = below(100);
  if (kind < 40) return 'echo';
  if (kind < 52) return `status/${chance(30) ? pick([204, 205, 304, 404, 500]) : 200 + below(400)}`;
  if (kind < 58) return `${pick(['size', 'gzip'])}/${pick([0, 1, 1000, 70_000])}`;
  if (kind < 62) return pick([host.hasEarlyHints ? 'early' : 'echo', 'slow']);
  if (kind < 78) return redirectOf(random, host, 1 + below(3));
  if (kind < 79) return `loop/${pick(REDIRECTS)}`;
  if (kind < 82) return `${pick(['nowhere', 'bad-location'])}/${pick(REDIRECTS)}`;
  if (kind < 90) return pick(['reset', 'reset-headers', 'reset-body', 'garbage']);
  if (kind < 93) return 'REFUSED';
  return 'echo';
}

/** `redirect/CODE/PATH`, whose PATH is such a path again. */
function redirectOf({ below, chance, pick }, host, hops) {
  let path = pick(['echo', 'echo', 'status/404', 'reset', 'slow', 'REFUSED']);
  for (let hop = 0; hop < hops; hop++) {
    const origin = host.crossOrigin && chance(25) ? pick(['HOME', 'AWAY']) : '';
    path = { code: pick(REDIRECTS), to: path, origin, ...(chance(5) && { fragment: `#f${below(9)}` }) };
  }
  return path;
}

/** An abort needs a server that is still busy when it comes. */
function fitPath(one) {
  if (/^(at-once|next-tick|arrived|timeout$|any)/.test(one.signal)) one.path = 'hang';
  if (/^(headers|body|timeout-body)/.test(one.signal)) one.path = 'hang-body';
  // One that fetch does not see leaves the call hanging.
  if ([...BAD_INITS, 'request', 'nothing-known'].includes(one.init.kind)) one.init.kind = 'plain';
  // And an answer without a body has no first piece to wait for, nor is one waiting that Node's server refuses.
  for (const { fields = {} } of [one.input, one.init])
    fields.method &&= { HEAD: 'GET', patch: 'PATCH' }[fields.method] ?? fields.method;
  if (/-request$/.test(one.signal)) {
    one.input.kind = 'request';
    one.input.fields ??= {};
  }
}

/** Numbers that follow each other give seeds that do not. */
function mixed(seed, number) {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16) || 1;
}
