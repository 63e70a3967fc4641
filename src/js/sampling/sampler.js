// Samplers: Rust decides, an object here holds the numbers that a decision needs.

import { edgeExports } from '../wasm/edge.js';
import { callOption, hook, yesOrNo } from '../host/hook.js';
import { defaults } from '../options/defaults.js';
import { checkOptions, describe } from '../options/options.js';
import { atLeastOne, call, positive, share } from '../options/rows.js';
import { isSampler } from './sampler-option.js';
import { forgetRandomness, writeDecided, writeThreshold } from '../context/ot.js';
import { tokenBucket } from './token-bucket.js';

const adaptiveOptions = { targetPerSecond: positive, clock: call };
const capOptions = { maxPerSecond: positive, burst: atLeastOne, clock: call };

export function alwaysOn() {
  return asking(() => true);
}

export function alwaysOff() {
  return asking(() => false);
}

/**
 * A sampler that decides by `decide(context, request, isQuestion)`. What is only a question takes no token.
 *
 * @returns {import('tracehop').Sampler}
 */
export function asking(decide, mark) {
  return {
    shouldSample: (context, request) => decide(context, request, false),
    wouldSample: (context, request) => decide(context, request, true),
    mark,
  };
}

/** Asks a sampler inside another one. A question that it cannot answer without counting is answered with yes. */
export function ask(sampler, context, request, isQuestion) {
  if (!isQuestion) return sampler.shouldSample(context, request);
  return sampler.wouldSample?.(context, request) ?? true;
}

export function ratio(probability) {
  if (!share.is(probability)) {
    throw new TypeError(`ratio: probability must be ${share.expected}, got ${describe(probability)}`);
  }
  return asking(
    (context) => edgeExports().ratio_samples(probability, writeDecided(context)) !== 0,
    (context) => writeThreshold(context, probability),
  );
}

/** Has a sampler inside another one write its decision down, unless it was not asked. */
export function markBy(sampler, context, request, isQuestion) {
  if (!isQuestion || sampler.wouldSample) sampler.mark?.(context, request, isQuestion);
}

export function parentBased(root, options) {
  if (!isSampler(root)) throw new TypeError(`parentBased: root must be a sampler, got ${describe(root)}`);
  const cap = options === undefined ? undefined : capOf(checkOptions('parentBased', options, capOptions));
  const parentDecision = ({ origin, traceFlags }) => edgeExports().parent_samples(origin === 'continued', traceFlags);
  return asking(
    (context, request, isQuestion) => {
      const decision = parentDecision(context);
      if (decision < 0) return ask(root, context, request, isQuestion);
      return decision === 1 && (cap === undefined || cap.take(isQuestion));
    },
    (context, request, isQuestion) => {
      const decision = parentDecision(context);
      if (decision < 0) markBy(root, context, request, isQuestion);
      else if (decision === 0 && cap !== undefined) forgetRandomness(context);
    },
  );
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
  return asking((_context, _request, isQuestion) => traces.take(isQuestion));
}

/**
 * The context with the sampler's decision about what was received. One that fails leaves the flag as it is; so does the
 * default, for parentBased(alwaysOn()) says what the flag of a caller, and of a trace that starts, says already.
 */
export function sampledBy(given, received, context, request) {
  const sampler = given ?? defaults?.sampler;
  if (sampler === undefined) return context;
  const what = 'a sampler failed';
  const decided = (decision) => context.withSampled(yesOrNo(decision));
  const sampled = callOption(what, () => sampler.shouldSample(received, request), decided);
  if (sampled === undefined) return context;
  hook('sampler', sampler.mark && (() => sampler.mark(sampled, request)));
  return sampled;
}
