/** The traced fetch over real connections to the echo server. */

import { extract, traceFetch } from 'tracehop';
import { deepEqual, equal, match, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { echoed, sentTraceparent } from '../support/network.js';

const claim = about('fetch network');

function setUp(host, options = {}) {
  const lines = lineCollector();
  return { lines, traced: traceFetch({ targets: [host.echo], log: lines.log, ...options }) };
}

claim('one valid traceparent arrives, in lower case, and it names the span', async (host) => {
  const { lines, traced } = setUp(host);
  const request = await echoed(await traced(`${host.echo}/echo?q=1`, { headers: { 'X-Own': '1' } }));
  const line = lines.one();
  equal(sentTraceparent(request), `00-${line.trace_id}-${line.span_id}-03`);
  equal(request.spelled('traceparent'), 'traceparent');
  equal(request.header('tracestate'), undefined);
  equal(request.header('x-own'), '1');
  equal(request.url, '/echo?q=1');
  equal(line['http.response.status_code'], 200);
  equal(line['server.port'], Number(new URL(host.echo).port));
});

claim('both headers of a continued trace arrive', async (host) => {
  const { traced } = setUp(host, { context: extract({ traceparent: HEADER, tracestate: 'vendor=x,other=y' }) });
  const request = await echoed(await traced(new URL('/echo', host.echo)));
  equal(sentTraceparent(request).split('-')[1], TRACE_ID);
  equal(request.header('tracestate'), 'vendor=x,other=y');
});

claim("the caller's own traceparent arrives alone", async (host) => {
  const { traced } = setUp(host);
  const request = await echoed(await traced(`${host.echo}/echo`, { headers: { traceparent: HEADER } }));
  equal(request.header('traceparent'), HEADER);
});

claim('nothing arrives outside the targets', async (host) => {
  const { lines, traced } = setUp(host, { targets: ['https://elsewhere.example'] });
  const request = await echoed(await traced(`${host.echo}/echo`));
  equal(request.header('traceparent'), undefined);
  equal(lines.one()['http.response.status_code'], 200);
});

claim('bodies arrive: text, bytes, form, a Request', async (host) => {
  const { traced } = setUp(host);
  const url = `${host.echo}/echo`;
  const form = new URLSearchParams({ a: '1' });
  for (const [args, body] of [
    [[url, { method: 'POST', body: 'text' }], 'text'],
    [[url, { method: 'PUT', body: new TextEncoder().encode('bytes') }], 'bytes'],
    [[url, { method: 'POST', body: form }], 'a=1'],
    [[new Request(url, { method: 'POST', body: 'request' })], 'request'],
    [[new Request(url, { method: 'POST', body: 'hidden' }), { body: 'init' }], 'init'],
  ]) {
    const request = await echoed(await traced(...args));
    equal(request.body, body);
    match(sentTraceparent(request), /-03$/);
  }
});

claim('an error status is an answer', async (host) => {
  host.expectConsoleError(/status of 50[34]/);
  const { lines, traced } = setUp(host);
  const response = await traced(`${host.echo}/status/503`);
  deepEqual([response.status, await response.text()], [503, 'status 503']);
  deepEqual([lines.one().status, lines.one()['error.type']], ['error', '503']);
});

claim('a redirect is followed as fetch does, and the span names the first URL', async (host) => {
  const { lines, traced } = setUp(host);
  const response = await traced(`${host.echo}/redirect?to=/echo`);
  equal(response.redirected, true);
  equal((await echoed(response)).url, '/echo');
  equal(lines.one()['url.full'], `${host.echo}/redirect?to=/echo`);
});

claim('a connection that breaks rejects as with fetch', async (host) => {
  host.expectConsoleError(/ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
  const { lines, traced } = setUp(host);
  const bare = await fetch(`${host.echo}/reset`).then(
    () => 'resolved',
    (error) => error.name,
  );
  const name = await traced(`${host.echo}/reset`).then(
    () => 'resolved',
    (error) => error.name,
  );
  equal(name, bare);
  equal(lines.one().status, 'error');
  equal('http.response.status_code' in lines.one(), false);
  match(lines.one()['error.type'], /^\w+$/);
});

claim('an abort before and during the call gives the reason, and is cancelled, not failed', async (host) => {
  const { lines, traced } = setUp(host);
  const reason = new Error('the user left');
  await rejects(traced(`${host.echo}/hang`, { signal: AbortSignal.abort(reason) }), reason);
  const controller = new AbortController();
  const call = traced(`${host.echo}/hang`, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  equal((await rejects(call, DOMException)).name, 'AbortError');
  deepEqual(
    lines.all().map(({ status, cancelled }) => [status, cancelled]),
    [
      ['unset', true],
      ['unset', true],
    ],
  );
});

claim('the signal of a Request aborts it too', async (host) => {
  const { lines, traced } = setUp(host);
  const controller = new AbortController();
  const call = traced(new Request(`${host.echo}/hang`, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  equal((await rejects(call, DOMException)).name, 'AbortError');
  deepEqual([lines.one().status, lines.one().cancelled], ['unset', true]);
});

claim('a timeout is a TimeoutError', async (host) => {
  const { lines, traced } = setUp(host);
  const error = await rejects(traced(`${host.echo}/hang`, { signal: AbortSignal.timeout(50) }), DOMException);
  equal(error.name, 'TimeoutError');
  deepEqual([lines.one().status, lines.one()['error.type']], ['error', 'TimeoutError']);
});

claim('the span ends when the headers arrive, and the body streams on', async (host) => {
  const { lines, traced } = setUp(host);
  const response = await traced(`${host.echo}/slow-body`);
  equal(lines.texts().length, 1, 'the line is written before the body is read');
  equal(response.bodyUsed, false);
  equal(await response.text(), 'first,second');
});

claim('a body that is cancelled half-way is no trouble', async (host) => {
  const { lines, traced } = setUp(host);
  const reader = (await traced(`${host.echo}/slow-body`)).body.getReader();
  await reader.read();
  await reader.cancel();
  equal(lines.one().status, 'ok');
});

claim('100 requests at once arrive with 100 spans of one trace', async (host) => {
  const context = extract({ traceparent: HEADER });
  const { lines, traced } = setUp(host, { context });
  const requests = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => echoed(await traced(`${host.echo}/echo/${n}`))),
  );
  const spans = requests.map((request) => sentTraceparent(request).split('-')[2]);
  equal(new Set(spans).size, 100);
  const byUrl = new Map(lines.all().map((line) => [new URL(line['url.full']).pathname, line.span_id]));
  deepEqual(
    requests.map((request) => byUrl.get(request.url)),
    spans,
    'each line belongs to its request',
  );
});

claim('in a page: relative URLs, headers to the own origin only, and no preflight elsewhere', async (host) => {
  if (!host.page) return;
  const lines = lineCollector();
  const traced = traceFetch({ log: lines.log });
  match(sentTraceparent(await echoed(await traced('/echo'))), /-03$/);
  equal(lines.all()[0]['url.full'], `${location.origin}/echo`);
  // This path answers no preflight: a header of ours would make the call fail.
  const request = await echoed(await traced(`${host.echo}/simple-only`));
  equal(request.header('traceparent'), undefined);
  equal(lines.texts().length, 2);
});
