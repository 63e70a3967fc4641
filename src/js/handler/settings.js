// The options of a handler, which may depend on its environment and on the request.

import { callOption } from '../host/hook.js';
import { attempt } from '../host/json.js';
import { handlerSettings } from './options.js';

/**
 * Gives `(self, env, request) => settings`. Options are checked here; those that a function gives, when it gives them.
 * A function of one parameter is asked once for each environment, so that what counts (a sampler) counts on.
 */
export function settingsFor(caller, options) {
  if (typeof options !== 'function') {
    const settings = handlerSettings(caller, options);
    return () => settings;
  }
  // Where nobody knows who was to be trusted, nobody is: a secret may be what is missing.
  const defaults = handlerSettings(caller, { trust: 'restart' });
  const kept = new WeakMap();
  const what = `the options of ${caller} could not be used, so the defaults are, and nobody's trace is continued`;
  const settingsIn = (given) => {
    // What is undefined was forgotten, and a promise has no options.
    if (given === undefined || typeof given?.then === 'function')
      throw new TypeError(`${caller}: the function has to return options`);
    return handlerSettings(caller, given);
  };
  const askFor = (env, request) => callOption(what, () => options(env, request), settingsIn);
  return (self, given, request) => {
    // A class gets its environment when it is constructed.
    const env = given ?? attempt(() => self?.env, undefined);
    if (options.length > 1) return askFor(env, request) ?? defaults;
    const key = Object(env) === env ? env : kept;
    const settings = kept.get(key) ?? askFor(env, request);
    if (settings !== undefined) kept.set(key, settings);
    return settings ?? defaults;
  };
}
