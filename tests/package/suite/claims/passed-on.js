/**
 * What a handler received leaves with no call as it came: whatever the trust, whatever the headers say, and however the
 * application passes them on.
 */

import { extract, traceFetch, traceHandler } from 'tracehop';
import { equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, VALID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('passed on');

const UP = 'https://up.example/';
const OTHER = '00-11111111111111111111111111111111-2222222222222222-01';

const TRUSTS = {
  accept: 'accept',
  restart: 'restart',
  'a function that refuses': () => false,
  'a function that throws': () => {
    throw new Error('no answer');
  },
  'a wrong secret': { secretHeader: 'x-trace-secret', secret: 'correct-horse-battery' },
};

const ARRIVALS = {
  valid: HEADER,
  'of a later version': `cc-${TRACE_ID}-${PARENT_ID}-01-${'x'.repeat(600)}`,
  'upper case': HEADER.toUpperCase(),
  'all zeros': `00-${'0'.repeat(32)}-${PARENT_ID}-01`,
  'version ff': `ff${HEADER.slice(2)}`,
  'too long': `${HEADER}-extra`,
  doubled: `${HEADER}, ${OTHER}`,
  'doubled without a space': `${HEADER},${OTHER}`,
  garbage: 'garbage',
  absent: undefined,
};

const WAYS = {
  'the request': (request) => [request],
  'a copy': (request) => [request.clone()],
  'new Request(url, request)': (request) => [new Request(UP, request)],
  '(url, request)': (request) => [UP, request],
  'headers: request.headers': ({ headers }) => [UP, { headers }],
  'headers: new Headers(request.headers)': ({ headers }) => [UP, { headers: new Headers(headers) }],
  'headers: pairs': ({ headers }) => [UP, { headers: [...headers] }],
  'headers: an iterator': ({ headers }) => [UP, { headers: headers.entries() }],
  'headers: an object': ({ headers }) => [UP, { headers: Object.fromEntries(headers) }],
  'headers: an object with names in upper case': ({ headers }) => {
    return [UP, { headers: Object.fromEntries([...headers].map(([name, text]) => [name.toUpperCase(), text])) }];
  },
};

/** Handles one request by a call that passes it on. */
async function passOn(trust, headers, way, options = {}) {
  const { log, all } = lineCollector();
  const record = recordingFetch();
  const handler = traceHandler(
    (request, env, ctx, context) => {
      const traced = traceFetch({ targets: [UP], fetch: record.fetch, log, context: () => context, ...options });
      return traced(...way(request));
    },
    { trust, log },
  );
  await handler(new Request(UP, { headers: { accept: 'a/b', ...headers } }));
  const [client, server] = ['client', 'server'].map((of) => all().find(({ kind }) => kind === of));
  return { client, server, sent: record.headers() };
}

/** Whether a trace is continued that arrives like this. */
const continues = (trust, traceparent) =>
  trust === 'accept' && traceparent !== undefined && extract({ traceparent }).origin === 'continued';

for (const [trustName, trust] of Object.entries(TRUSTS)) {
  claim(`trust ${trustName}: our own operation is what leaves, however the headers are passed on`, async () => {
    for (const [arrival, traceparent] of Object.entries(ARRIVALS)) {
      for (const [name, way] of Object.entries(WAYS)) {
        const headers = { tracestate: 'theirs=1', ...(traceparent && { traceparent }) };
        const { client, server, sent } = await passOn(trust, headers, way);
        const what = `${arrival}, ${name}`;
        equal(typeof client, 'object', `${what}: traced`);
        const left = sent.get('traceparent');
        match(left, VALID, what);
        equal(left.slice(3, 52), `${client.trace_id}-${client.span_id}`, `${what}: the call's own span`);
        equal(client.trace_id, server.trace_id, `${what}: in the trace of the request`);
        equal(server.trace_id === TRACE_ID, continues(trust, traceparent), `${what}: the trace`);
        equal(sent.get('tracestate'), continues(trust, traceparent) ? 'theirs=1' : null, `${what}: tracestate`);
        equal(sent.get('accept'), 'a/b', `${what}: other headers`);
      }
    }
  });

  claim(
    `trust ${trustName}: where none of our headers leave, a trace that was not continued does not either`,
    async () => {
      const withheld = {
        'outside of the targets': { targets: ['https://other.example'] },
        'omitted as not sampled': { unsampled: 'omit', sampler: { shouldSample: () => false } },
      };
      for (const [arrival, traceparent] of Object.entries(ARRIVALS)) {
        for (const [name, options] of Object.entries(withheld)) {
          if (name.startsWith('omitted') && continues('accept', traceparent)) continue;
          const headers = { tracestate: 'theirs=1', ...(traceparent && { traceparent }) };
          const { sent } = await passOn(trust, headers, WAYS['headers: request.headers'], options);
          const isKept = continues(trust, traceparent);
          if (isKept) equal(sent.get('traceparent'), traceparent, `${arrival}, ${name}`);
          else if (name.startsWith('outside')) equal(sent.get('traceparent'), null, `${arrival}, ${name}`);
          equal(sent.get('tracestate'), isKept ? 'theirs=1' : null, `${arrival}, ${name}: tracestate`);
          equal(sent.get('accept'), 'a/b', `${arrival}, ${name}: other headers`);
        }
      }
    },
  );
}

claim('headers that the application wrote itself stay, whatever arrived', async () => {
  const own = { traceparent: OTHER, tracestate: 'mine=1' };
  for (const trust of Object.values(TRUSTS)) {
    const { sent } = await passOn(trust, { traceparent: HEADER, tracestate: 'theirs=1' }, () => [UP, { headers: own }]);
    equal(sent.get('traceparent'), OTHER);
    equal(sent.get('tracestate'), 'mine=1');
    const alone = () => [UP, { headers: { tracestate: 'mine=1' } }];
    const kept = await passOn(trust, { traceparent: HEADER, tracestate: 'theirs=1' }, alone);
    equal(kept.sent.get('tracestate'), 'mine=1', 'one that stands alone and did not arrive');
  }
});

claim('a header that a trace was started with here is the own one of whoever writes it', async () => {
  const way = (context) => [UP, { headers: { traceparent: context.traceparent } }];
  let own;
  const record = recordingFetch();
  const handler = traceHandler(
    (request, env, ctx, context) => {
      own = context.traceparent;
      return traceFetch({ targets: [UP], fetch: record.fetch, log: false, context: () => context })(...way(context));
    },
    { trust: 'restart', log: false },
  );
  await handler(new Request(UP, { headers: { traceparent: HEADER } }));
  equal(record.headers().get('traceparent'), own);
});
