import { extract, inject } from 'tracehop';
import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { checkSent } from '../support/processing-check.js';
import { applyChanges, serviceOf } from '../support/processing.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('context vectors');

const named = ({ why, headers }, how) => `${why}, ${how}: ${JSON.stringify(headers).slice(0, 200)}`;

/** What Headers takes. The rest is for carriers of plain text: messages, and hosts that hand over what they got. */
const isFieldValue = (value) => !/[\0\r\n]|[^\0-\xff]/.test(value);

function asHeaders({ headers }) {
  const carrier = new Headers();
  for (const [name, value] of headers) carrier.append(name, value);
  return carrier;
}

function* carriersOf(vector) {
  const { headers } = vector;
  yield ['pairs', headers];
  if (new Set(headers.map(([name]) => name)).size === headers.length) {
    yield ['an object', Object.fromEntries(headers)];
    yield ['a Map', new Map(headers)];
  }
  if (headers.every(([, value]) => isFieldValue(value))) yield ['Headers', asHeaders(vector)];
}

const sentOf = (headers) => ({
  traceparent: headers.get('traceparent'),
  tracestate: headers.get('tracestate') ?? undefined,
});

claim('from any carrier: extract, child, inject', ({ vectors }) => {
  const read = vectors.context.filter(({ trust, sampler }) => trust === undefined && sampler === undefined);
  equal(read.length > 100, true, 'tests/vectors/context.json is there');
  for (const vector of read) {
    for (const [kind, carrier] of carriersOf(vector)) {
      const context = extract(carrier);
      equal(context.origin, vector.origin, named(vector, kind));
      const child = context.child();
      applyChanges(child.tracestate, vector);
      const sent = new Map();
      inject(child, sent);
      equal(
        [...sent.keys()].every((name) => name === name.toLowerCase()),
        true,
        named(vector, kind),
      );
      checkSent(vector, sentOf(sent), named(vector, kind));
    }
  }
});

claim('through a handler and a fetch, whoever is trusted and whatever samples', async ({ runtime, vectors }) => {
  // Where Deno copies Headers into a Request, an empty field before another is lost, and nobody can tell that there
  // were two.
  const isWhole = ([name, value], index) => runtime !== 'deno' || value !== '' || name === 'tracestate' || index > 0;
  const read = vectors.context.filter(
    ({ headers }) => headers.every(([, value]) => isFieldValue(value)) && headers.every(isWhole),
  );
  equal(read.length > 110, true, 'tests/vectors/context.json is there');
  for (const vector of read) {
    const record = recordingFetch();
    const service = serviceOf(vector, 'https://next.example/', record.fetch);
    // Two calls of one service have two operations, or traces.
    for (const n of [0, 1]) {
      await service(new Request('https://shop.example/', { headers: asHeaders(vector) }));
      checkSent(vector, sentOf(record.headers(n)), named(vector, 'a request'));
    }
    equal(
      record.headers(0).get('traceparent') === record.headers(1).get('traceparent'),
      false,
      named(vector, 'a request'),
    );
  }
});
