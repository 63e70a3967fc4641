/** What a response says about its trace beyond the page's own origin, and what the answer to an error says. */

import { traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';

const claim = about('handler: exposure and errors');

const request = (headers = {}) =>
  new Request('https://shop.example/', { headers: { traceparent: HEADER, ...headers } });
const respond = (handler, options, incoming = request()) => traceHandler(handler, { log: false, ...options })(incoming);
const list = (headers, name) =>
  (headers.get(name) ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter(Boolean);

claim('no other origin is allowed anything by default', async () => {
  const { headers } = await respond(() => new Response('ok'), {});
  deepEqual([headers.has('timing-allow-origin'), headers.has('access-control-expose-headers')], [false, false]);
});

claim('expose names the origins in Timing-Allow-Origin, and our headers in Access-Control-Expose-Headers', async () => {
  const expose = ['https://app.example', 'https://shop.example:8443'];
  const { headers } = await respond(() => new Response('ok'), {
    expose,
    responseHeaders: ['server-timing', 'traceresponse'],
  });
  deepEqual(list(headers, 'timing-allow-origin'), expose);
  deepEqual(list(headers, 'access-control-expose-headers'), ['server-timing', 'traceresponse']);
  const all = await respond(() => new Response('ok'), { expose: '*' });
  equal(all.headers.get('timing-allow-origin'), '*');
  equal(
    all.headers.get('access-control-expose-headers'),
    'server-timing',
    'not all headers, for the others are not ours',
  );
});

claim('what the handler allows stays allowed, and stands once', async () => {
  const own = {
    'timing-allow-origin': 'https://old.example, https://app.example',
    'access-control-expose-headers': 'X-Total, Server-Timing',
  };
  const { headers } = await respond(() => new Response('ok', { headers: own }), {
    expose: ['https://app.example', 'https://new.example'],
  });
  deepEqual(list(headers, 'timing-allow-origin'), [
    'https://old.example',
    'https://app.example',
    'https://new.example',
  ]);
  deepEqual(list(headers, 'access-control-expose-headers'), ['X-Total', 'Server-Timing']);
  const open = { 'timing-allow-origin': '*', 'access-control-expose-headers': '*' };
  const wide = await respond(() => new Response('ok', { headers: open }), { expose: ['https://app.example'] });
  deepEqual([wide.headers.get('timing-allow-origin'), wide.headers.get('access-control-expose-headers')], ['*', '*']);
});

claim('without headers of ours there is nothing to expose', async () => {
  const { headers } = await respond(() => new Response('ok'), { expose: '*', responseHeaders: [] });
  deepEqual(
    [...headers.keys()].filter((name) => /timing|expose/.test(name)),
    [],
  );
});

claim('immutable headers are exposed too, and the answer to an error', async () => {
  const redirect = await respond(() => Response.redirect('https://shop.example/next', 303), { expose: '*' });
  equal(redirect.headers.get('timing-allow-origin'), '*');
  const error = await respond(
    () => {
      throw new Error('x');
    },
    { expose: '*', errorResponse: true },
  );
  deepEqual([error.status, error.headers.get('timing-allow-origin')], [500, '*']);
});

const secret = () => {
  throw new RangeError('secret of the customer');
};

const JSON_CLIENTS = [
  undefined,
  '*/*',
  'application/json',
  'application/json, text/plain, */*',
  'application/*',
  'text/html;q=0.5, application/json',
  'image/png, application/json;q=0.1',
  'APPLICATION/JSON',
];
const OTHERS = [
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
  'text/plain',
  'text/html',
  'image/png',
  'application/json;q=0, */*',
  'text/plain, application/json;q=0.9',
  'application/json;q=x, text/*',
  'application/xml',
];

claim('errorResponse: whoever takes JSON gets trace_id in it', async () => {
  for (const accept of JSON_CLIENTS) {
    const response = await respond(secret, { errorResponse: true }, request(accept === undefined ? {} : { accept }));
    equal(response.status, 500);
    match(response.headers.get('content-type'), /^application\/json/, accept);
    deepEqual(JSON.parse(await response.text()), { error: 'Internal Server Error', trace_id: TRACE_ID }, accept);
  }
});

claim('errorResponse: others get text, and the trace in a header', async () => {
  for (const accept of OTHERS) {
    const response = await respond(secret, { errorResponse: true, responseHeaders: [] }, request({ accept }));
    equal(response.status, 500);
    match(response.headers.get('content-type'), /^text\/plain/, accept);
    match(response.headers.get('traceresponse'), new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`), accept);
    equal(await response.text(), 'Internal Server Error', accept);
  }
});

claim('errorResponse: nothing of the error is anywhere in the response', async () => {
  for (const accept of [...JSON_CLIENTS, ...OTHERS]) {
    const response = await respond(secret, { errorResponse: true }, request(accept === undefined ? {} : { accept }));
    const all = JSON.stringify([response.statusText, ...response.headers]) + (await response.text());
    for (const part of ['secret', 'customer', 'RangeError', 'handler-errors'])
      equal(all.includes(part), false, `${accept}: ${part}`);
  }
});
