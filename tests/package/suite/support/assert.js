/** Five assertions that work in any runtime. A failure says what was there and what was wanted. */

class Unmet extends Error {
  name = 'Unmet';
}

/** A value as text, whatever it is. */
export function show(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === 'object' && value !== null) {
    try {
      return JSON.stringify(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function fail(message, what) {
  throw new Unmet(what === undefined ? message : `${what}: ${message}`);
}

/** The same value, by `Object.is`. */
export function equal(actual, expected, what) {
  if (!Object.is(actual, expected)) fail(`got ${show(actual)}, wanted ${show(expected)}`, what);
}

/** The same structure of arrays and plain objects, keys in any order. */
export function deepEqual(actual, expected, what) {
  if (!alike(actual, expected)) fail(`got ${show(actual)}, wanted ${show(expected)}`, what);
}

function alike(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && alike(a[key], b[key]));
}

/** A string that the pattern matches. */
export function match(actual, pattern, what) {
  if (typeof actual !== 'string' || !pattern.test(actual)) fail(`got ${show(actual)}, wanted ${pattern}`, what);
}

/**
 * `fn` throws, and the error is one of the class (when `expected` is a class), has a message that matches (a pattern),
 * or is that very value. Gives the error back.
 */
export function throws(fn, expected, what) {
  let result;
  try {
    result = fn();
  } catch (error) {
    return checkError(error, expected, what);
  }
  return fail(`nothing was thrown, the result was ${show(result)}`, what);
}

/** As {@link throws}, for a promise. */
export async function rejects(promise, expected, what) {
  let result;
  try {
    result = await promise;
  } catch (error) {
    return checkError(error, expected, what);
  }
  return fail(`nothing was rejected, the result was ${show(result)}`, what);
}

function checkError(error, expected, what) {
  if (typeof expected === 'function') {
    if (!(error instanceof expected)) fail(`got ${show(error)}, wanted a ${expected.name}`, what);
  } else if (expected instanceof RegExp) {
    match(error?.message, expected, what);
  } else {
    equal(error, expected, what);
  }
  return error;
}
