/** Our own list-member, which names the last operation that we know of. */

import { extract, inject, startActiveSpan, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, partsOf } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('lineage');

const LAST = 'd75597dee50b0cac';
const request = (headers = {}) => new Request('https://shop.example/cart', { headers });
const memberOf = (headers) => extract(headers).tracestate.get('tracehop');

/** The line of a request with these headers. */
async function lineOf(headers, options) {
  const lines = lineCollector();
  await traceHandler(() => new Response('ok'), { log: lines.log, ...options })(request(headers));
  return lines.one();
}

claim(
  'a call with lineage names its own operation in front of the list, and without it sends nothing more',
  async () => {
    for (const [options, expected] of [
      [{ lineage: true }, (id) => `tracehop=${id},vendor=x`],
      [{}, () => 'vendor=x'],
      [{ lineage: false }, () => 'vendor=x'],
    ]) {
      const next = recordingFetch();
      const context = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
      const fetch = traceFetch({
        targets: ['https://next.example'],
        context,
        fetch: next.fetch,
        log: false,
        ...options,
      });
      await fetch('https://next.example/');
      await fetch('https://next.example/');
      for (const n of [0, 1]) {
        const { parent_id } = partsOf(next.headers(n).get('traceparent'));
        equal(next.headers(n).get('tracestate'), expected(parent_id));
      }
      equal(String(context.tracestate), 'vendor=x', 'the parent stays as it is');
    }
  },
);

claim('a proxy that rewrites the parent-id is a hidden hop behind the last operation that we know', async () => {
  const line = await lineOf({ traceparent: HEADER, tracestate: `vendor=x,tracehop=${LAST}` });
  deepEqual([line.trace_id, line.parent_id, line.hidden_hop, line.last_span_id], [TRACE_ID, PARENT_ID, true, LAST]);
});

claim('where the parent is the last operation that we know, or nothing is known, no hop is hidden', async () => {
  const values = [
    `tracehop=${PARENT_ID}`,
    '',
    'vendor=x',
    'tracehop=garbage',
    'tracehop=0000000000000000',
    `tracehop=${LAST.toUpperCase()}`,
    `tracehop=${LAST}0`,
    `xtracehop=${LAST}`,
    `tracehop@x=${LAST}`,
  ];
  for (const tracestate of values) {
    const line = await lineOf({ traceparent: HEADER, tracestate });
    equal('hidden_hop' in line || 'last_span_id' in line, false, tracestate);
  }
  for (const headers of [
    { tracestate: `tracehop=${LAST}` },
    { traceparent: 'garbage', tracestate: `tracehop=${LAST}` },
  ]) {
    equal('hidden_hop' in (await lineOf(headers)), false);
  }
  equal(
    'hidden_hop' in (await lineOf({ traceparent: HEADER, tracestate: `tracehop=${LAST}` }, { trust: 'restart' })),
    false,
  );
});

claim('from a call through a service of ours to the next, no hop is hidden; a proxy between them is', async () => {
  for (const between of [
    (headers) => headers,
    (headers) => {
      const { trace_id } = partsOf(headers.get('traceparent'));
      return new Headers({ traceparent: `00-${trace_id}-${PARENT_ID}-01`, tracestate: headers.get('tracestate') });
    },
  ]) {
    const isRewritten =
      between.length === 1 &&
      between(new Headers({ traceparent: HEADER.replace(PARENT_ID, LAST), tracestate: 'a=1' }))
        .get('traceparent')
        .includes(PARENT_ID);
    const lines = lineCollector();
    const last = traceHandler(() => new Response('ok'), { service: 'last', log: lines.log });
    // It says nothing of lineage itself: who finds the member keeps it true.
    const middle = traceHandler(
      (incoming, env, ctx, context) =>
        startActiveSpan('work', { context, log: lines.log }, ({ context: inner }) => {
          const send = (url, init) => last(new Request(url, { headers: between(new Headers(init.headers)) }));
          return traceFetch({ targets: ['https://last.example'], context: inner, fetch: send, log: lines.log })(
            'https://last.example/',
          );
        }),
      { service: 'middle', log: lines.log },
    );
    const first = traceFetch({
      targets: ['https://middle.example'],
      lineage: true,
      fetch: (url, init) => middle(new Request(url, init)),
      log: lines.log,
    });
    await first('https://middle.example/');
    const servers = lines.all().filter(({ kind }) => kind === 'server');
    const clients = lines.all().filter(({ kind }) => kind === 'client');
    const told = Object.fromEntries(
      servers.map(({ service, hidden_hop, last_span_id }) => [service, [hidden_hop, last_span_id]]),
    );
    const lastClient = clients.find(({ parent_id }) => parent_id !== undefined);
    deepEqual(told, {
      last: isRewritten ? [true, lastClient.span_id] : [undefined, undefined],
      middle: [undefined, undefined],
    });
  }
});

claim(
  'a handler with lineage starts it: what is called, and what is put into messages, names the operation that sent it',
  async () => {
    const next = recordingFetch();
    const message = {};
    let context;
    await traceHandler(
      (incoming, env, ctx, trace) => {
        context = trace;
        inject(trace.child(), message);
        return traceFetch({ targets: ['https://next.example'], context: trace, fetch: next.fetch, log: false })(
          'https://next.example/',
        );
      },
      { log: false, lineage: true },
    )(request());
    equal(context.tracestate.get('tracehop'), context.spanId);
    for (const headers of [message, Object.fromEntries(next.headers())]) {
      equal(memberOf(headers), partsOf(headers.traceparent).parent_id);
    }
  },
);

claim('a schedule with lineage starts it', async () => {
  let seen;
  const worker = traceHandler(
    {
      scheduled: (event, env, ctx, trace) => {
        seen = trace;
      },
    },
    { log: false, lineage: true },
  );
  await worker.scheduled({ cron: '* * * * *', scheduledTime: 0 }, {}, {});
  equal(seen.tracestate.get('tracehop'), seen.spanId);
});
