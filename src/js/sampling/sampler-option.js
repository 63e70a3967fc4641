// A sampler as an option: ours, or an application's own.

import { isFunction } from '../options/rows.js';

export const isSampler = (value) => isFunction(value?.shouldSample);
export const sampler = { is: isSampler, expected: 'a sampler, such as ratio(0.1)' };
