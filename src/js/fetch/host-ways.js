// What fetch of some servers does with its arguments, and no browser's. Each host shows it when it is asked.

import { attempt } from '../host/json.js';

let isOverridden;

/** A member of a Request. Bun's fetch goes by what the object itself says, others by what its class says. */
export function memberOf(input, name, value) {
  if (isOverridden === undefined) {
    const url = 'http://b/';
    const told = () => new Request(Object.defineProperty(new Request('http://a/'), 'url', { value: url })).url === url;
    isOverridden = attempt(told, false);
  }
  return isOverridden ? input[name] : value;
}

let isCopied;

/** The init that fetch reads. In Vercel's edge runtime that is a copy, which has its own members only. */
export function initFor(init) {
  if (isCopied === undefined) {
    isCopied = false;
    const ownKeys = () => {
      isCopied = true;
      return [];
    };
    attempt(() => new Request('http://a', new Proxy({}, { ownKeys })), undefined);
  }
  return isCopied && init.duplex === undefined ? { ...init } : init;
}
