// The options of whatever handles requests, and what follows from them once, at set-up. Pages load none of this.

import { enabled } from '../ambient/enabled-option.js';
import { dialect, level, log, logSampler } from '../lines/line-options.js';
import { checkOptions } from '../options/options.js';
import { isOrigin } from '../options/origin.js';
import { call, flag, isFunction, oneOf, positive, text } from '../options/rows.js';
import { errors, lateSampling } from '../sampling/late-sampling.js';
import { sampler } from '../sampling/sampler-option.js';
import { route } from './route.js';
import { isTrust, trusting } from './trust.js';

export const handlerOptions = {
  service: text,
  log,
  level,
  dialect,
  logSampler,
  sampler,
  trust: {
    is: isTrust,
    expected:
      "'accept', 'restart', a function of a request, or {secretHeader, secret}: a header's name, and a secret of 16 to " +
      '256 visible ASCII characters',
    secret: true,
    default: 'accept',
  },
  errors,
  slowerThanMs: { ...positive, default: Infinity },
  lineage: flag,
  errorResponse: {
    is: (value) => flag.is(value) || isFunction(value),
    expected: 'true, false or a function that returns a Response',
  },
  responseHeaders: {
    is: Array.isArray,
    expected: 'a list',
    entry: /* @__PURE__ */ oneOf(['server-timing', 'traceresponse']),
    default: ['server-timing'],
  },
  expose: {
    is: (value) => value === '*' || Array.isArray(value),
    expected: "'*' or a list of origins",
    entry: { is: (value) => value === '*' || isOrigin(value), expected: "an origin such as 'https://app.example'" },
  },
  route,
  onStart: call,
  onEnd: call,
  redact: call,
  enabled,
  carrier: call,
};

/**
 * Checked options, with `isTrusted(request, original)` and `isLate(status, durationMs)`, if anything is written late.
 *
 * @param {string} caller
 * @param {unknown} options
 * @param {Partial<typeof handlerOptions>} [known]
 */
export function handlerSettings(caller, options, known = handlerOptions) {
  const settings = checkOptions(caller, options, /** @type {typeof handlerOptions} */ (known));
  return {
    ...settings,
    isTrusted: trusting(settings.trust),
    isLate: lateSampling(settings.errors, settings.slowerThanMs),
  };
}
