/** The list-member `ot`, by which samplers tell each other with what probability a trace was recorded. */

import { alwaysOff, alwaysOn, extract, parentBased, ratio, startSpan, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { PARENT_ID } from '../support/examples.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('thresholds');

const header = (randomness, flags = '01') => `00-${'a'.repeat(18)}${randomness}-${PARENT_ID}-${flags}`;

/** What a service sends on, whose sampler decides about these headers. */
async function sentOn(traceparent, tracestate, sampler) {
  const next = recordingFetch();
  const handler = traceHandler(
    (request, env, ctx, context) => {
      return traceFetch({ targets: ['https://next.example'], context, log: false, fetch: next.fetch })(
        'https://next.example/',
      );
    },
    { log: false, sampler },
  );
  await handler(new Request('https://shop.example/', { headers: { ...(traceparent && { traceparent }), tracestate } }));
  return { flags: next.headers().get('traceparent').slice(-2), tracestate: next.headers().get('tracestate') ?? '' };
}

claim('every vector is decided and written as it says', async ({ vectors }) => {
  equal(vectors.ot.length > 30, true, 'tests/vectors/ot.json is there');
  for (const vector of vectors.ot) {
    const { received, randomness, probability, sampled, written } = vector;
    // No member has an empty value, so what was received as nothing was not there.
    const tracestate = received === '' ? 'vendor=x' : `ot=${received},vendor=x`;
    const sampler = probability === null ? parentBased(alwaysOff()) : ratio(probability);
    const flags = probability !== null || sampled ? '01' : '00';
    const sent = await sentOn(header(randomness, flags), tracestate, sampler);
    const expected = written === '' ? 'vendor=x' : `ot=${written},vendor=x`;
    deepEqual(sent, { flags: sampled ? '01' : '00', tracestate: expected }, JSON.stringify(vector));
  }
});

claim('below a cap a caller that is not recorded sends no randomness on', async () => {
  const state = 'ot=rv:ffffffffffffff,vendor=x';
  const capped = parentBased(ratio(0.5), { maxPerSecond: 1, clock: () => 0 });
  const low = '00000000000000';
  deepEqual(await sentOn(header(low), state, capped), { flags: '01', tracestate: state });
  for (const flags of ['01', '00']) {
    deepEqual(await sentOn(header(low, flags), state, capped), { flags: '00', tracestate: 'vendor=x' });
  }
  const follows = parentBased(ratio(0.5));
  deepEqual(await sentOn(header(low, '00'), state, follows), { flags: '00', tracestate: state });
});

claim(
  'a trace that starts says the share that kept it, also below parentBased(), and one that is dropped says nothing',
  () => {
    for (const sampler of [ratio(0.25), parentBased(ratio(0.25)), parentBased(parentBased(ratio(0.25)))]) {
      const seen = new Set();
      for (let n = 0; n < 200; n++) {
        const { traceFlags, tracestate } = startSpan('work', { sampler, log: false }).context;
        seen.add(`${traceFlags} ${tracestate}`);
      }
      deepEqual([...seen].sort(), ['2 ', '3 ot=th:c']);
    }
  },
);

claim('asking a sampler changes nothing', () => {
  const context = extract({ traceparent: header('ffffffffffffff'), tracestate: 'vendor=x,ot=a:1' });
  equal(ratio(0.5).shouldSample(context), true);
  equal(String(context.tracestate), 'vendor=x,ot=a:1');
});

claim('samplers that know no probability write none', async () => {
  deepEqual(await sentOn(undefined, '', alwaysOn()), { flags: '03', tracestate: '' });
  const mine = { shouldSample: (context) => ratio(0.5).shouldSample(context) };
  deepEqual(await sentOn(header('ffffffffffffff'), '', mine), { flags: '01', tracestate: '' });
});

claim('without a sampler, a threshold that the flag contradicts is erased and any other goes on', async () => {
  deepEqual(await sentOn(header('80000000000000'), 'vendor=x,ot=th:8', undefined), {
    flags: '01',
    tracestate: 'vendor=x,ot=th:8',
  });
  deepEqual(await sentOn(header('7fffffffffffff'), 'vendor=x,ot=th:8;a:1', undefined), {
    flags: '01',
    tracestate: 'ot=a:1,vendor=x',
  });
  deepEqual(await sentOn(header('ffffffffffffff', '00'), 'vendor=x,ot=th:8', undefined), {
    flags: '00',
    tracestate: 'vendor=x',
  });
});

claim(
  'what is extracted, and what a call samples otherwise, goes on without a threshold that its flag contradicts',
  async () => {
    const tracestate = 'vendor=x,ot=th:0;a:1';
    const dropped = extract({ traceparent: header('ffffffffffffff', '00'), tracestate });
    equal(String(dropped.tracestate), 'ot=a:1,vendor=x');
    equal(String(dropped.child().tracestate), 'ot=a:1,vendor=x');
    const kept = extract({ traceparent: header('ffffffffffffff'), tracestate });
    equal(String(kept.tracestate), tracestate);
    equal(
      String(extract({ traceparent: header('ffffffffffffff', '00'), tracestate: 'not=th:0' }).tracestate),
      'not=th:0',
    );

    const next = recordingFetch();
    const fetch = traceFetch({ targets: ['https://next.example'], context: kept, log: false, fetch: next.fetch });
    await fetch('https://next.example/', { tracehop: { sampled: false } });
    await fetch('https://next.example/');
    deepEqual(
      [0, 1].map((n) => next.headers(n).get('traceparent').slice(-2)),
      ['00', '01'],
    );
    deepEqual(
      [0, 1].map((n) => next.headers(n).get('tracestate')),
      ['ot=a:1,vendor=x', tracestate],
    );
  },
);
