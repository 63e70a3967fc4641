import { adaptive, alwaysOff, alwaysOn, extract, parentBased, ratio, startSpan } from 'tracehop';
import { deepEqual, equal, match, throws } from './assert.js';
import { about } from './claims.js';
import { HEADER, PARENT_ID, UNSAMPLED } from './examples.js';

const claim = about('samplers');

const started = () => extract({});
const continued = (header) => extract({ traceparent: header });
const withLowBits = (low) => continued(`00-${'a'.repeat(18)}${low}-${PARENT_ID}-03`);

claim('alwaysOn() records every trace and alwaysOff() none', () => {
  for (const context of [started(), continued(HEADER), continued(UNSAMPLED)]) {
    equal(alwaysOn().shouldSample(context), true);
    equal(alwaysOff().shouldSample(context), false);
  }
});

claim('ratio() records its share', () => {
  const contexts = Array.from({ length: 4000 }, started);
  const share = (probability) => contexts.filter((context) => ratio(probability).shouldSample(context)).length;
  equal(share(0), 0);
  equal(share(1), 4000);
  // Eight standard deviations on either side.
  for (const probability of [0.1, 0.5, 0.9]) {
    const slack = 8 * Math.sqrt(4000 * probability * (1 - probability));
    equal(Math.abs(share(probability) - 4000 * probability) < slack, true, `${probability}: ${share(probability)}`);
  }
});

claim('ratio() decides from the random bits: the same traces on every service, and more of them as the share grows', () => {
  for (let n = 0; n < 300; n++) {
    const context = started();
    const downstream = continued(context.child().traceparent);
    const decisions = [0.01, 0.1, 0.5, 0.9].map((probability) => ratio(probability).shouldSample(context));
    deepEqual([0.01, 0.1, 0.5, 0.9].map((probability) => ratio(probability).shouldSample(downstream)), decisions);
    deepEqual([...decisions].sort(), decisions, 'once sampled, sampled at any higher share');
  }
});

claim('ratio() keeps a trace whose low 7 bytes reach the threshold', () => {
  equal(ratio(0.5).shouldSample(withLowBits('80000000000000')), true);
  equal(ratio(0.5).shouldSample(withLowBits('7fffffffffffff')), false);
  equal(ratio(0.25).shouldSample(withLowBits('c0000000000000')), true);
  equal(ratio(0.25).shouldSample(withLowBits('bfffffffffffff')), false);
  equal(ratio(0.000001).shouldSample(withLowBits('ffffffffffffff')), true);
});

claim('ratio() refuses what is no share with a TypeError that says 0 to 1', () => {
  for (const wrong of [undefined, null, '0.5', NaN, -0.1, 1.1, Infinity, {}, 1n]) {
    match(throws(() => ratio(wrong), TypeError, String(wrong)).message, /\b0\b.*\b1\b/);
  }
});

claim("parentBased() keeps the caller's decision and asks root where a trace starts", () => {
  const asked = [];
  const root = { shouldSample: (context) => asked.push(context.traceId) > 0 };
  equal(parentBased(root).shouldSample(continued(HEADER)), true);
  equal(parentBased(root).shouldSample(continued(UNSAMPLED)), false);
  equal(asked.length, 0, 'root is not asked about a continued trace');
  const [fresh, restarted] = [started(), extract({ traceparent: 'invalid' })];
  equal(parentBased(root).shouldSample(fresh), true);
  equal(parentBased(root).shouldSample(restarted), true);
  deepEqual(asked, [fresh.traceId, restarted.traceId]);
  equal(parentBased(alwaysOff()).shouldSample(started()), false);
  equal(parentBased(alwaysOff()).shouldSample(continued(HEADER)), true);
});

claim('parentBased() refuses what is no sampler', () => {
  for (const wrong of [undefined, null, {}, 5, () => true, { shouldSample: true }]) throws(() => parentBased(wrong), TypeError);
});

claim('adaptive() records everything while little comes', () => {
  const sampler = adaptive({ targetPerSecond: 1000 });
  deepEqual(Array.from({ length: 5 }, () => sampler.shouldSample(started())), [true, true, true, true, true]);
});

claim('adaptive() holds about its rate in a flood', async () => {
  const sampler = adaptive({ targetPerSecond: 20 });
  const flood = async (ms) => {
    const end = Date.now() + ms;
    let [seen, kept] = [0, 0];
    while (Date.now() < end) {
      for (let n = 0; n < 100; n++, seen++) if (sampler.shouldSample(started())) kept++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { seen, kept };
  };
  await flood(1500);
  const { seen, kept } = await flood(2000);
  equal(seen > 1000, true, `a flood: ${seen}`);
  // Two seconds at 20 a second are 40; "about" allows for half and double.
  equal(kept >= 20 && kept <= 80, true, `kept ${kept} of ${seen}`);
});

claim('adaptive() refuses a target that is not a positive finite number', () => {
  for (const targetPerSecond of [0, -1, NaN, Infinity, '5', null, undefined, 1n]) {
    match(throws(() => adaptive({ targetPerSecond }), TypeError, String(targetPerSecond)).message, /targetPerSecond/);
  }
  for (const options of [undefined, null, 5]) throws(() => adaptive(options), TypeError);
});

claim('a span that starts a trace asks its sampler; one that continues keeps the flag', () => {
  const off = startSpan('off', { sampler: alwaysOff(), log: false });
  equal(off.context.traceFlags, 2);
  equal(startSpan('on', { log: false }).context.traceFlags, 3);
  const below = startSpan('below', { context: continued(HEADER), sampler: alwaysOff(), log: false });
  equal(below.context.traceFlags, 1);
});

claim('a sampler that throws, or answers nonsense, breaks no span', () => {
  const thrower = { shouldSample() { throw new Error('from the sampler'); } };
  for (const sampler of [thrower, { shouldSample: () => 'yes' }, { shouldSample: () => undefined }]) {
    match(startSpan('work', { sampler, log: false }).context.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[23]$/);
  }
});
