// Rows that several tables of options share.

export const isFunction = (value) => typeof value === 'function';

export const text = {
  is: (value) => typeof value === 'string' && value.length <= 256,
  expected: 'a string of at most 256 characters',
};
export const flag = { is: (value) => typeof value === 'boolean', expected: 'true or false' };
export const share = {
  is: (value) => value >= 0 && value <= 1 && typeof value === 'number',
  expected: 'a number from 0 to 1',
};
const isPositive = (value) => typeof value === 'number' && value > 0 && value < Infinity;
export const positive = { is: isPositive, expected: 'a positive number' };
export const atLeastOne = { is: (value) => isPositive(value) && value >= 1, expected: 'a number of at least 1' };
export const call = { is: isFunction, expected: 'a function' };
export const fields = {
  is: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  expected: 'an object',
};

/** One of these words. */
export function oneOf(words, fallback) {
  return {
    is: (value) => words.includes(value),
    expected: words.map((word) => `'${word}'`).join(' or '),
    default: fallback,
  };
}
