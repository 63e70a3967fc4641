// The options of a handler, which may depend on its environment and on the request.

import { handlerSettings } from './options.js';
import { report } from '../host/host.js';

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
  const ask = (env, request) => {
    const given = options(env, request);
    // What is undefined was forgotten, and a promise has no options.
    if (given === undefined || typeof given?.then === 'function')
      throw new TypeError(`${caller}: the function has to return options`);
    return handlerSettings(caller, given);
  };
  return (self, given, request) => {
    try {
      // A class gets its environment when it is constructed.
      const env = given ?? self?.env;
      if (options.length > 1) return ask(env, request);
      const key = Object(env) === env ? env : kept;
      if (!kept.has(key)) kept.set(key, ask(env, request));
      return kept.get(key);
    } catch (error) {
      report(`the options of ${caller} could not be used, so the defaults are, and nobody's trace is continued`, error);
      return defaults;
    }
  };
}
