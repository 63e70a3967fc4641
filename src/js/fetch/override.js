// The options of one call, `init.tracehop`. They are removed before fetch gets the init.

import { report } from '../host/host.js';
import { attempt } from '../host/json.js';
import { checkOptions } from '../options/options.js';
import { overrideOptions } from './options.js';
import { OVERRIDE, readInit } from './init.js';

/** What the init of a call says: false for a plain fetch, `{sent, context, sampled}`, or undefined. */
export function overrideOf(init) {
  const value = valueIn(init);
  if (value === undefined || value === false) return value;
  try {
    return checkOptions('init.tracehop', value, overrideOptions);
  } catch (error) {
    report('a wrong init.tracehop was ignored', error);
    // Whatever else is wrong, `sent: false` still holds.
    return { sent: attempt(() => value.sent, undefined) !== false };
  }
}

function valueIn(init) {
  try {
    return init?.[OVERRIDE];
  } catch {
    // An init that throws is for fetch itself to refuse.
    return undefined;
  }
}

/** The same arguments without the key. The caller's init stays as it is. */
export function withoutOverride(args) {
  const [input, init, ...rest] = args;
  return valueIn(init) === undefined ? args : [input, readInit(init), ...rest];
}
