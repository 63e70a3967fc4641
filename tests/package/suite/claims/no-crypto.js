/** A host whose source of randomness is missing or broken: no id is made, and no request suffers. */

import { createLogger, extract, inject, startActiveSpan, startSpan, traceFetch, traceHandler } from 'tracehop';
import { hop, make, parse } from 'tracehop/traceparent';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, VALID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { echoed } from '../support/network.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('no crypto');

const ofTheHost = new Error('from the host');

/** What stands in the place of `crypto`, and what whoever needs an id is told. */
const FAULTS = {
  'no crypto': [undefined, /no crypto\.getRandomValues/],
  'no getRandomValues': [{}, /no crypto\.getRandomValues/],
  'no function': [{ getRandomValues: true }, /no crypto\.getRandomValues/],
  'it throws': [
    {
      getRandomValues() {
        throw ofTheHost;
      },
    },
    ofTheHost,
  ],
  'it gives zeros': [{ getRandomValues: (array) => array.fill(0) }, /getRandomValues gives nothing but zeros/],
  'it gives nothing': [{ getRandomValues: (array) => array }, /getRandomValues gives nothing but zeros/],
};

const NEEDS_AN_ID = {
  make: () => make(),
  child: () => parse(HEADER).child(),
  hop: () => hop(HEADER),
  'extract from nothing': () => extract({}),
  'extract from an invalid header': () => extract({ traceparent: 'x' }),
  'child of a context': () => extract({ traceparent: HEADER }).child(),
};

/** Runs `test` under each fault, after what was made ahead is used up: those ids are good ones. */
async function underEach(test) {
  for (const [fault, [crypto, expected]] of Object.entries(FAULTS)) {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
    Object.defineProperty(globalThis, 'crypto', {
      value: crypto,
      configurable: own?.configurable ?? true,
      writable: true,
    });
    try {
      for (const use of Object.values(NEEDS_AN_ID)) useUp(use);
      await test(fault, expected);
    } finally {
      if (own) Object.defineProperty(globalThis, 'crypto', own);
      else delete globalThis.crypto;
    }
  }
}

function useUp(use) {
  try {
    for (let n = 0; n < 1000; n++) use();
  } catch {
    // Nothing is left.
  }
}

claim('whoever needs an id is told why there is none', () =>
  underEach((fault, expected) => {
    for (const [what, use] of Object.entries(NEEDS_AN_ID)) {
      for (let again = 0; again < 3; again++) throws(use, expected, `${fault}: ${what}`);
    }
  }),
);

claim('what needs no id works', () =>
  underEach((fault) => {
    const context = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
    const carrier = {};
    inject(context, carrier);
    deepEqual(carrier, { traceparent: HEADER, tracestate: 'vendor=x' }, fault);
    const lines = lineCollector();
    createLogger({ log: lines.log }).info('message');
    equal(lines.one().message, 'message', fault);
  }),
);

claim('a span does its work and writes no line', () =>
  underEach((fault) => {
    const lines = lineCollector();
    for (const context of [undefined, extract({ traceparent: HEADER })]) {
      startSpan('work', { context, log: lines.log }).setAttribute('a', 1).end();
      equal(
        startActiveSpan('work', { context, log: lines.log }, () => 'result'),
        'result',
        fault,
      );
    }
    equal(lines.texts().length, 0, fault);
  }),
);

claim('a traced fetch passes on what its arguments say, without a header', () =>
  underEach(async (fault) => {
    for (const context of [undefined, extract({ traceparent: HEADER })]) {
      const record = recordingFetch();
      const lines = lineCollector();
      const traced = traceFetch({ targets: ['https://a.example'], fetch: record.fetch, context, log: lines.log });
      const args = ['https://a.example/', { method: 'POST', headers: { 'x-own': '1' } }];
      equal(await (await traced(...args)).text(), 'ok', fault);
      equal(record.calls[0][0], args[0], fault);
      deepEqual(record.calls[0][1], { method: 'POST', headers: { 'x-own': '1' } }, fault);
      deepEqual(args[1], { method: 'POST', headers: { 'x-own': '1' } }, fault);
      equal(lines.texts().length, 0, fault);
    }
  }),
);

claim('a request reaches its server untraced', ({ echo }) =>
  underEach(async (fault) => {
    const traced = traceFetch({ targets: [echo], log: false });
    const request = await echoed(await traced(`${echo}/echo`, { method: 'POST', body: 'text' }));
    deepEqual([request.method, request.body], ['POST', 'text'], fault);
    equal(request.header('traceparent'), undefined, fault);
  }),
);

claim('a traced handler answers as the handler does', () =>
  underEach(async (fault) => {
    const lines = lineCollector();
    const handler = traceHandler((...args) => new Response(String(args.length)), { log: lines.log });
    for (const headers of [{}, { traceparent: HEADER }, { traceparent: 'x' }]) {
      const response = await handler(new Request('https://a.example/', { headers }), {}, {});
      equal(await response.text(), '3', `${fault}: a handler without tracing gets three arguments`);
      equal(response.headers.has('server-timing'), false, fault);
    }
    equal(lines.texts().length, 0, fault);
  }),
);

claim('with randomness comes tracing', async () => {
  await underEach(() => {});
  match(make().toString(), VALID);
  match(hop(HEADER), VALID);
});
