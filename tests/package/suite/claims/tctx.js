/** Eight programs in the shape in which people write them for tctx. Only the package's name in the import is ours. */

import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED, VALID, partsOf } from '../support/examples.js';
import { echoed } from '../support/network.js';

const claim = about('tctx');

claim('make, child, header', () => {
  const parent = traceparent.make();
  const child = parent.child();
  const headers = new Headers({ traceparent: child.toString() });

  const sent = partsOf(headers.get('traceparent'));
  equal(sent.trace_id, parent.trace_id);
  equal(sent.parent_id, child.parent_id);
  equal(sent.parent_id === parent.parent_id, false);
  equal(sent.flags, '03');
});

claim('parse an incoming header or make a new one', () => {
  const entry = (request) => traceparent.parse(request.headers.get('traceparent')) ?? traceparent.make();
  const request = (headers) => new Request('https://shop.example/', { headers });

  equal(entry(request({ traceparent: HEADER })).trace_id, TRACE_ID);
  for (const headers of [{}, { traceparent: HEADER.toUpperCase() }, { traceparent: '' }]) {
    const id = entry(request(headers));
    match(String(id), VALID);
    equal(id.trace_id === TRACE_ID, false);
    equal(id.parent_id === PARENT_ID, false, 'nothing of an invalid header is kept');
  }
});

claim('set tracestate members and send both headers on a downstream fetch', async ({ echo }) => {
  const incoming = new Headers({ traceparent: HEADER, tracestate: 'vendor=x,shop=old' });

  const parent = traceparent.parse(incoming.get('traceparent'));
  const state = tracestate.parse(incoming.get('tracestate'));
  state.set('shop', 'checkout');
  state.set('cart', 3);
  const response = await fetch(`${echo}/echo`, {
    headers: { traceparent: String(parent.child()), tracestate: String(state) },
  });

  const sent = await echoed(response);
  equal(sent.header('tracestate'), 'cart=3,shop=checkout,vendor=x');
  const { trace_id, parent_id } = partsOf(sent.header('traceparent'));
  equal(trace_id, TRACE_ID);
  equal(parent_id === PARENT_ID, false);
});

claim('respect an upstream that did not sample', () => {
  const recorded = [];
  const serve = (header) => {
    const parent = traceparent.parse(header) ?? traceparent.make();
    const span = parent.child();
    if (traceparent.is_sampled(span)) recorded.push(span.parent_id);
    return String(span);
  };

  equal(partsOf(serve(UNSAMPLED)).flags, '00');
  equal(recorded.length, 0);
  equal(partsOf(serve(HEADER)).flags, '01');
  equal(recorded.length, 1);
});

claim('unsample 90 % at the entry', () => {
  let turn = 0;
  const enter = () => {
    const id = traceparent.make();
    if (turn++ % 10 !== 0) traceparent.unsample(id);
    return id;
  };

  const headers = Array.from({ length: 500 }, () => String(enter().child()));
  equal(headers.filter((header) => header.endsWith('-03')).length, 50);
  equal(headers.filter((header) => header.endsWith('-02')).length, 450);
});

claim('middleware attaches {parent, state} to the request', () => {
  const middleware = (request, next) => {
    const parent = traceparent.parse(request.headers.get('traceparent')) ?? traceparent.make();
    const state = tracestate.parse(request.headers.get('tracestate'));
    request.trace = { parent, state };
    return next(request);
  };
  const handler = ({ trace }) => ({ traceparent: `${trace.parent.child()}`, tracestate: `${trace.state}` });

  const headers = { traceparent: HEADER, tracestate: 'vendor=x' };
  const out = middleware(new Request('https://shop.example/', { headers }), handler);
  equal(partsOf(out.traceparent).trace_id, TRACE_ID);
  equal(out.tracestate, 'vendor=x');
});

claim('a service client always sends a child', async ({ echo }) => {
  class StockClient {
    constructor(parent) {
      this.parent = parent;
    }
    get(path) {
      return fetch(echo + path, { headers: { traceparent: this.parent.child().toString() } });
    }
  }

  const client = new StockClient(traceparent.parse(HEADER));
  const sent = await Promise.all([1, 2, 3].map(async (n) => echoed(await client.get(`/echo/${n}`))));
  const parts = sent.map((request) => partsOf(request.header('traceparent')));
  for (const { trace_id, flags } of parts) equal(`${trace_id}-${flags}`, `${TRACE_ID}-01`);
  equal(new Set([PARENT_ID, ...parts.map(({ parent_id }) => parent_id)]).size, 4);
});

claim('a job queue carries String(parent) in the payload, and the consumer continues it', () => {
  const queue = [];
  const produce = (parent, job) => queue.push(JSON.stringify({ job, parent: String(parent) }));
  const consume = () => {
    const { job, parent } = JSON.parse(queue.shift());
    return { job, id: (traceparent.parse(parent) ?? traceparent.make()).child() };
  };

  const parent = traceparent.make();
  produce(parent, 'mail');
  const { job, id } = consume();
  equal(job, 'mail');
  equal(id.trace_id, parent.trace_id);
  equal(id.parent_id === parent.parent_id, false);
  equal(id.flags, parent.flags);
});
