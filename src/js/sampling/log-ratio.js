// Which log lines are written: by the trace that they belong to, so that a trace has all its lines of a level or none.

import { checkOptions } from '../options/options.js';
import { share } from '../options/rows.js';
import { ratio } from './sampler.js';

/** Errors are always written. */
const shares = { debug: share, info: share, warn: share };

export function logRatio(options) {
  const samplers = new Map();
  for (const [level, probability] of Object.entries(checkOptions('logRatio', options, shares))) {
    if (probability !== undefined) samplers.set(level, ratio(probability));
  }
  return {
    /** Whether a line is written in any case, and not only if its request fails. One that belongs to no trace is. */
    keeps(level, context) {
      return context === undefined || !samplers.has(level) || samplers.get(level).shouldSample(context);
    },
  };
}
