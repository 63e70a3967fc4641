// The options of a traced fetch, and those of one call.

import { enabled } from '../ambient/enabled-option.js';
import { context, contextOrFunction } from '../context/context-option.js';
import { dialect, log } from '../lines/line-options.js';
import { defaults } from '../options/defaults.js';
import { checkOptions } from '../options/options.js';
import { call, flag, isFunction, oneOf, text } from '../options/rows.js';
import { errors, lateSampling } from '../sampling/late-sampling.js';
import { sampler } from '../sampling/sampler-option.js';
import { destinationsOf } from './destination.js';
import { targets } from './targets-option.js';

/** Functions for option `end` that have a name. Entries for pages know none. */
export const namedEnds = { __proto__: null };

/** Finds a method that was taken off its binding. Pages have no bindings, so their entries know none. */
let isUnbound = (_) => false;

export function provideUnbound(find) {
  isUnbound = find;
}

export const fetchOptions = {
  service: text,
  log,
  dialect,
  fetch: {
    is: (value) => (isFunction(value) ? !isUnbound(value) : isFunction(value?.fetch)),
    expected: 'a function, or a binding: env.STOCK, not env.STOCK.fetch',
  },
  targets,
  ignore: targets,
  sampler,
  context: contextOrFunction,
  override: /* @__PURE__ */ oneOf(['keep', 'replace'], 'keep'),
  unsampled: /* @__PURE__ */ oneOf(['propagate', 'omit'], 'propagate'),
  lineage: flag,
  errors,
  onStart: call,
  onEnd: call,
  end: { is: (value) => isFunction(value) || value in namedEnds, expected: "untilBody, or outside of pages 'body'" },
  sizes: { is: isFunction, expected: 'bodySizes' },
  redirects: { is: isFunction, expected: 'followRedirects' },
  redact: call,
  enabled,
  debug: flag,
};

/** Those of one call, in `init.tracehop`. */
export const overrideOptions = { sent: flag, context, root: flag, sampled: flag, template: text };

/** Checked options, with `destinationOf(url)`. */
export function fetchSettings(caller, options) {
  const settings = checkOptions(caller, options, fetchOptions);
  const { end, fetch, ignore } = settings;
  const own = settings.targets;
  let destinationOf = destinationsOf(caller, settings);
  return {
    ...settings,
    isLate: lateSampling(settings.errors),
    fetch: fetch && !isFunction(fetch) ? (...args) => fetch.fetch(...args) : fetch,
    end: typeof end === 'string' ? namedEnds[end] : end,
    destinationOf(url) {
      // A module makes its fetch when it is loaded, and the program that imports it calls configure after that.
      const targets = own ?? defaults?.targets;
      if (targets !== this.targets) {
        this.targets = targets;
        destinationOf = destinationsOf(caller, { targets, ignore });
      }
      return destinationOf(url);
    },
  };
}
