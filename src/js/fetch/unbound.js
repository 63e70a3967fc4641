// The method of a binding, taken off it: `env.STOCK.fetch`. Without its binding it fails at every call.

import { attempt } from '../host/json.js';

const NATIVE = /\{\s*\[native code\]\s*\}$/;
/** A method as classes and object literals have it, and not a function or an arrow. */
const METHOD = /^(async\s+)?(?!function\b|async\b)[\w$]+\s*\(/;
const OWNER = /\bthis\b|\bsuper\b|\.#/;

/** Whether a function needs the object that it was taken off. */
export function isUnbound(fetch) {
  const source = attempt(() => Function.prototype.toString.call(fetch), '');
  if (NATIVE.test(source)) return fetch.name === 'fetch' && fetch !== globalThis.fetch && refusesAlone(fetch);
  return METHOD.test(source) && OWNER.test(source);
}

/** Whether a function of the host fails for the want of its object. Without arguments it sends nothing. */
function refusesAlone(fetch) {
  try {
    const result = fetch();
    result?.then?.(undefined, () => {});
    return false;
  } catch (error) {
    return /illegal invocation/i.test(String(error));
  }
}
