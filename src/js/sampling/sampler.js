// Samplers: Rust decides, an object here holds the numbers that a decision needs.

import { edgeExports } from '../wasm/edge.js';
import { report } from '../host/host.js';
import { defaults } from '../options/defaults.js';
import { checkOptions, describe } from '../options/options.js';
import { atLeastOne, call, positive } from '../options/rows.js';
import { isSampler } from './sampler-option.js';
import { writeDecided, writeThreshold } from '../context/ot.js';
import { tokenBucket } from './token-bucket.js';

const adaptiveOptions = { targetPerSecond: positive, clock: call };
const capOptions = { maxPerSecond: positive, burst: atLeastOne, clock: call };

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
    shouldSample: (context) => edgeExports().ratio_samples(probability, writeDecided(context)) !== 0,
    mark: (context) => writeThreshold(context, probability),
  };
}

export function parentBased(root, options) {
  if (!isSampler(root)) throw new TypeError(`parentBased: root must be a sampler, got ${describe(root)}`);
  const cap = options === undefined ? undefined : capOf(checkOptions('parentBased', options, capOptions));
  const parentDecision = ({ origin, traceFlags }) => edgeExports().parent_samples(origin === 'continued', traceFlags);
  return {
    shouldSample(context, request) {
      const decision = parentDecision(context);
      if (decision < 0) return root.shouldSample(context, request);
      return decision === 1 && (cap === undefined || cap.take());
    },
    mark(context, request) {
      if (parentDecision(context) < 0) root.mark?.(context, request);
    },
  };
}

function capOf({ maxPerSecond, burst = Math.max(maxPerSecond, 1), clock }) {
  if (maxPerSecond === undefined) throw new TypeError('parentBased: option maxPerSecond is missing');
  return tokenBucket(
    () => burst,
    (left, elapsed) => edgeExports().token_bucket_pays(maxPerSecond, burst, left, elapsed),
    clock,
  );
}

export function adaptive(options) {
  const { targetPerSecond: target, clock } = checkOptions('adaptive', options, adaptiveOptions);
  if (target === undefined) throw new TypeError('adaptive: option targetPerSecond is missing');
  const traces = tokenBucket(
    () => edgeExports().adaptive_start(target),
    (left, elapsed) => edgeExports().adaptive_samples(target, left, elapsed),
    clock,
  );
  return { shouldSample: () => traces.take() };
}

/**
 * The context with the sampler's decision about what was received. One that fails leaves the flag as it is; so does the
 * default, for parentBased(alwaysOn()) says what the flag of a caller, and of a trace that starts, says already.
 */
export function sampledBy(given, received, context, request) {
  const sampler = given ?? defaults?.sampler;
  if (sampler === undefined) return context;
  try {
    const decision = sampler.shouldSample(received, request);
    if (typeof decision === 'object') throw new TypeError('shouldSample has to return true or false');
    context = context.withSampled(Boolean(decision));
    sampler.mark?.(context, request);
  } catch (error) {
    report('a sampler failed', error);
  }
  return context;
}
