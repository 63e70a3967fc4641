// The switch of one wrapper as an option.

import { isFunction } from '../options/rows.js';

export const enabled = {
  is: (value) => typeof value === 'boolean' || isFunction(value),
  expected: 'true, false or a function that returns one of them',
};
