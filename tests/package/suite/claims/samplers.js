import { adaptive, alwaysOff, alwaysOn, byRoute, extract, parentBased, ratio, startSpan } from 'tracehop';
import { deepEqual, equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, UNSAMPLED } from '../support/examples.js';

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

claim(
  'ratio() decides from the random bits: the same traces on every service, and more of them as the share grows',
  () => {
    for (let n = 0; n < 300; n++) {
      const context = started();
      const downstream = continued(context.child().traceparent);
      const decisions = [0.01, 0.1, 0.5, 0.9].map((probability) => ratio(probability).shouldSample(context));
      deepEqual(
        [0.01, 0.1, 0.5, 0.9].map((probability) => ratio(probability).shouldSample(downstream)),
        decisions,
      );
      deepEqual([...decisions].sort(), decisions, 'once sampled, sampled at any higher share');
    }
  },
);

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
  for (const wrong of [undefined, null, {}, 5, () => true, { shouldSample: true }])
    throws(() => parentBased(wrong), TypeError);
});

claim('adaptive() records everything while little comes', () => {
  const sampler = adaptive({ targetPerSecond: 1000 });
  deepEqual(
    Array.from({ length: 5 }, () => sampler.shouldSample(started())),
    [true, true, true, true, true],
  );
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

claim(
  'adaptive() holds its target within a tenth when the load jumps a hundredfold, by the clock that it is given',
  () => {
    for (const target of [5, 20]) {
      let now = 0;
      const sampler = adaptive({ targetPerSecond: target, clock: () => now });
      const kept = (perSecond, seconds) => {
        let count = 0;
        for (const end = now + seconds * 1000; now < end; now += 1000 / perSecond)
          if (sampler.shouldSample(started())) count++;
        return count / (target * seconds);
      };
      equal(kept(target, 20), 1, 'a load at the target is kept whole');
      for (const load of [100 * target, target * 2, 200 * target]) {
        const share = kept(load, 20);
        equal(share >= 0.9 && share <= 1.1, true, `${load} a second: ${share} of the target`);
      }
    }
  },
);

claim('a clock that stands still, goes back or gives no number earns nothing', () => {
  for (const clock of [() => 5, () => NaN, () => undefined]) {
    const sampler = adaptive({ targetPerSecond: 3, clock });
    equal(Array.from({ length: 50 }, () => sampler.shouldSample(started())).filter(Boolean).length, 3);
  }
  let now = 1e6;
  const backwards = adaptive({ targetPerSecond: 3, clock: () => (now -= 1000) });
  equal(Array.from({ length: 50 }, () => backwards.shouldSample(started())).filter(Boolean).length, 3);
});

claim('no time is counted twice by a clock that goes back and forth', () => {
  // Each request of a worker has a clock of its own, and one sampler is asked by all of them.
  const samplers = {
    cap: (clock) => parentBased(alwaysOff(), { maxPerSecond: 10, burst: 10, clock }),
    adaptive: (clock) => adaptive({ targetPerSecond: 10, clock }),
  };
  const seconds = 20;
  const steps = Array.from({ length: seconds * 1000 }, (_, step) => step);
  const clocks = {
    'in order': (step) => step,
    'every other one a second behind': (step) => step - (step % 2) * 1000,
    'three that are apart': (step) => step - (step % 3) * 700,
    'nothing now and then': (step) => [step, NaN, undefined, step, '5', 5n, Infinity, -Infinity][step % 8],
    'one that throws now and then': (step) => (step % 2 === 0 ? step : null.length),
  };
  for (const [name, sampler] of Object.entries(samplers)) {
    for (const [kind, clock] of Object.entries(clocks)) {
      let now = 0;
      const asked = sampler(() => clock(now));
      const [forced] = [continued(HEADER)];
      const kept = steps.filter((step) => {
        now = step;
        return asked.shouldSample(forced);
      }).length;
      equal(kept >= 10 * seconds * 0.9 && kept <= 10 * seconds + 12, true, `${name}, ${kind}: ${kept}`);
    }
  }
});

claim('ratio() keeps the smallest share, 2^-56', () => {
  const smallest = 2 ** -56;
  equal(ratio(smallest).shouldSample(withLowBits('ffffffffffffff')), true);
  equal(ratio(smallest).shouldSample(withLowBits('fffffffffffffe')), false);
  equal(ratio(3 * smallest).shouldSample(withLowBits('fffffffffffffd')), true);
  equal(ratio(3 * smallest).shouldSample(withLowBits('fffffffffffffc')), false);
});

claim('wouldSample() says what shouldSample() would, and counts nothing', () => {
  let now = 0;
  const clock = () => now;
  const rate = () => adaptive({ targetPerSecond: 1, clock });
  const samplers = [
    rate(),
    parentBased(rate()),
    parentBased(alwaysOff(), { maxPerSecond: 1, clock }),
    byRoute([{ path: '/', sampler: rate() }], rate()),
    ratio(0.5),
    alwaysOn(),
    alwaysOff(),
  ];
  for (const [index, sampler] of samplers.entries()) {
    for (const context of [started(), continued(HEADER)]) {
      for (const time of [0, 0, 500, 1000, 1500, 3000]) {
        now = time;
        const would = Array.from({ length: 20 }, () => sampler.wouldSample(context));
        deepEqual(new Set(would).size, 1, `${index}`);
        equal(would[0], sampler.shouldSample(context), `${index} at ${time}`);
      }
    }
  }
});

claim('parentBased() follows no more sampled flags than its cap, and leaves all else as it is', () => {
  for (const [options, most] of [
    [{ maxPerSecond: 10, burst: 50 }, 650],
    [{ maxPerSecond: 2 }, 122],
    [{ maxPerSecond: 0.1, burst: 3 }, 9],
  ]) {
    let now = 0;
    const asked = [];
    const root = { shouldSample: (context) => asked.push(context) > 0 };
    const sampler = parentBased(root, { ...options, clock: () => now });
    const [forced, unsampled] = [continued(HEADER), continued(UNSAMPLED)];
    let kept = 0;
    for (let n = 0; n < 100_000; n++, now += 0.6) {
      if (sampler.shouldSample(forced)) kept++;
      if (n % 100 === 0) equal(sampler.shouldSample(unsampled), false);
    }
    equal(kept <= most && kept > most * 0.95 - 1, true, `${kept} of 100,000 in a minute, ${most} at most`);
    equal(asked.length, 0, 'beyond the cap the root is no way around it');
    equal(sampler.shouldSample(started()), true, 'traces that start are no forced ones');
  }
});

claim('parentBased() names an option that is wrong', () => {
  const wrong = [
    [{}, /maxPerSecond is missing/],
    [{ burst: 5 }, /maxPerSecond is missing/],
    [{ maxPerSecond: 0 }, /maxPerSecond/],
    [{ maxPerSecond: 1, burst: 0.5 }, /burst/],
    [{ maxPerSecond: 1, clock: 5 }, /clock/],
    [{ perSecond: 1 }, /perSecond/],
    [null, /object/],
    [5, /object/],
  ];
  for (const [options, expected] of wrong)
    match(throws(() => parentBased(alwaysOn(), options), TypeError).message, expected);
});

claim('a span that starts a trace asks its sampler; one that continues keeps the flag', () => {
  const off = startSpan('off', { sampler: alwaysOff(), log: false });
  equal(off.context.traceFlags, 2);
  equal(startSpan('on', { log: false }).context.traceFlags, 3);
  const below = startSpan('below', { context: continued(HEADER), sampler: alwaysOff(), log: false });
  equal(below.context.traceFlags, 1);
});

claim('a sampler that throws, or answers nonsense, breaks no span', () => {
  const thrower = {
    shouldSample() {
      throw new Error('from the sampler');
    },
  };
  for (const sampler of [thrower, { shouldSample: () => 'yes' }, { shouldSample: () => undefined }]) {
    match(startSpan('work', { sampler, log: false }).context.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[23]$/);
  }
});
