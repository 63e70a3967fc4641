// Where headers may go, as an option.

import { isPrefix } from '../options/origin.js';
import { isFunction } from '../options/rows.js';

export const targets = {
  is: Array.isArray,
  expected: 'a list',
  entry: {
    is: (value) => isFunction(value) || value instanceof RegExp || isPrefix(value),
    expected: "an origin such as 'https://api.example', an origin and a path prefix, a RegExp or a function of a URL",
  },
};
