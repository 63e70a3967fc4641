/**
 * Workers that pass a request on: the commonest edge worker, and the one that puts the received header into its own
 * call.
 */

import { traceFetch, traceHandler } from 'tracehop';
import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, partsOf } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch proxy');

const UP = 'https://up.example/items';

/** Handles one request that continues the W3C's example, by a call that `pass` makes. */
async function proxied(pass) {
  const lines = lineCollector();
  const record = recordingFetch();
  const call = (trace) =>
    traceFetch({ targets: ['https://up.example'], fetch: record.fetch, log: lines.log, context: () => trace });
  const handler = traceHandler((request, env, ctx, trace) => pass(call(trace), request), { log: lines.log });
  await handler(new Request(UP, { headers: { traceparent: HEADER, tracestate: 'vendor=x', accept: 'a/b' } }));
  const client = lines.all().find((line) => line.kind === 'client');
  const server = lines.all().find((line) => line.kind === 'server');
  return { client, server, sent: record.headers() };
}

const PASSES = {
  'fetch(request)': (fetch, request) => fetch(request),
  'fetch(url, request)': (fetch, request) => fetch(UP, request),
  'fetch(new Request(url, request))': (fetch, request) => fetch(new Request(UP, request)),
  'fetch(url, { headers: request.headers })': (fetch, request) => fetch(UP, { headers: request.headers }),
  'fetch(url, { headers: a copy as an object })': (fetch, request) =>
    fetch(UP, { headers: Object.fromEntries(request.headers) }),
};

for (const [name, pass] of Object.entries(PASSES)) {
  claim(`${name}: what is behind us is our child, not our caller's`, async () => {
    const { client, server, sent } = await proxied(pass);
    const header = partsOf(sent.get('traceparent'));
    equal(header.trace_id, TRACE_ID);
    equal(header.parent_id, client.span_id, 'the header names the client span');
    equal(header.parent_id === PARENT_ID, false, 'the client span is none of the caller');
    equal(client.parent_id, server.span_id, 'the client span is below the server span');
    equal(server.parent_id, PARENT_ID, 'the server span is below the caller');
    equal(sent.get('tracestate'), 'vendor=x');
    equal(sent.get('accept'), 'a/b', 'the other headers are passed on');
  });
}

claim('another traceparent of the same trace is the own one of whoever set it, and stays', async () => {
  const own = `00-${TRACE_ID}-aaaaaaaaaaaaaaaa-01`;
  const { client, sent } = await proxied((fetch) => fetch(UP, { headers: { traceparent: own } }));
  equal(sent.get('traceparent'), own);
  equal(client.span_id, 'aaaaaaaaaaaaaaaa');
});
