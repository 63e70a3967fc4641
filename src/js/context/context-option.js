// A context as an option.

import { isFunction } from '../options/rows.js';
import { asContext } from './context.js';

const isContext = (value) => asContext(value) !== undefined;

export const context = { is: isContext, expected: 'a TraceContext' };
export const contextOrFunction = {
  is: (value) => isContext(value) || isFunction(value),
  expected: 'a TraceContext or a function that returns one',
};
