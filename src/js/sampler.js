// Samplers: Rust decides, an object here holds the numbers that a decision needs.

import { beyond } from './beyond.js';
import { report, tick } from './host.js';
import { write } from './instance.js';
import { adaptiveOptions, checkOptions, describe } from './options.js';

export function alwaysOn() {
  return { shouldSample: () => true };
}

export function alwaysOff() {
  return { shouldSample: () => false };
}

export function ratio(probability) {
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) {
    throw new TypeError(`ratio: probability must be a number from 0 to 1, got ${describe(probability)}`);
  }
  return {
    shouldSample(context) {
      const { ratio_samples: samples } = beyond();
      write(context.traceparent);
      return samples(probability) !== 0;
    },
  };
}

export function parentBased(root) {
  if (typeof root?.shouldSample !== 'function') {
    throw new TypeError(`parentBased: root must be a sampler, got ${describe(root)}`);
  }
  return {
    shouldSample(context) {
      const decision = beyond().parent_samples(context.origin === 'continued', context.traceFlags);
      return decision < 0 ? root.shouldSample(context) : decision === 1;
    },
  };
}

export function adaptive(options) {
  const { targetPerSecond: target } = checkOptions('adaptive', options, adaptiveOptions);
  if (target === undefined) throw new TypeError('adaptive: option targetPerSecond is missing');
  let left;
  let before;
  return {
    shouldSample() {
      const now = tick();
      left ??= beyond().adaptive_start(target);
      const answer = beyond().adaptive_samples(target, left, now - (before ?? now));
      before = now;
      left = answer < 0 ? answer + 1 : answer;
      return answer >= 0;
    },
  };
}

/**
 * The context with the sampler's decision about what was received. One that fails leaves the flag as it is; so does the
 * default, for parentBased(alwaysOn()) says what the flag of a caller, and of a trace that starts, says already.
 */
export function sampledBy(sampler, received, context) {
  if (sampler === undefined) return context;
  try {
    const decision = sampler.shouldSample(received);
    if (typeof decision !== 'object') return context.withSampled(Boolean(decision));
    throw new TypeError('shouldSample has to return true or false');
  } catch (error) {
    report('a sampler failed', error);
    return context;
  }
}
