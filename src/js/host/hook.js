// The functions that an application gives as options.

import { report } from './host.js';

/**
 * Calls what the application gave for this option, if anything, and returns what that gives. What it throws, or rejects
 * with, is reported once and changes nothing.
 */
export function hook(option, call, ...args) {
  if (call === undefined) return undefined;
  const failed = (error) => report(`the function in option ${option} threw`, error);
  try {
    const result = call(...args);
    if (typeof result?.then === 'function') result.then(undefined, failed);
    return result;
  } catch (error) {
    return failed(error);
  }
}
