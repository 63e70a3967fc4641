// The options about lines: where they go, in whose words, and which of them.

import { isFunction, oneOf } from '../options/rows.js';
import { LEVELS } from '../record/schema.js';
import { isSink } from './sink.js';

export const log = {
  is: (value) => value === false || isFunction(value) || isSink(value),
  expected: 'false, a function that gets a line, or a sink such as memorySink()',
};
export const level = /* @__PURE__ */ oneOf(LEVELS);
export const dialect = { is: (value) => isFunction(value?.ours), expected: 'a dialect, such as openTelemetry()' };
export const logSampler = { is: (value) => isFunction(value?.keeps), expected: 'a logRatio()' };
