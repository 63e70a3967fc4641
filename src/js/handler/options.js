// The options of whatever handles requests, and what follows from them once, at set-up. Pages load none of this.

import { lateSampling } from '../sampling/late-sampling.js';
import {
  call,
  checkOptions,
  dialect,
  enabled,
  flag,
  isOrigin,
  log,
  logSampler,
  oneOf,
  positive,
  sampler,
  text,
} from '../options/options.js';
import { isTrust, trusting } from './trust.js';

export const handlerOptions = {
  service: text,
  log,
  dialect,
  logSampler,
  sampler,
  trust: [
    isTrust,
    "'accept', 'restart', a function of a request, or {secretHeader, secret}: a header's name, and a secret of 16 to 256 visible ASCII characters",
    undefined,
    true,
  ],
  errors: /* @__PURE__ */ oneOf(['sampled', 'always']),
  slowerThanMs: positive,
  lineage: flag,
  errorResponse: flag,
  responseHeaders: [Array.isArray, 'a list', /* @__PURE__ */ oneOf(['server-timing', 'traceresponse'])],
  expose: [
    (value) => value === '*' || Array.isArray(value),
    "'*' or a list of origins",
    [(value) => value === '*' || isOrigin(value), "an origin such as 'https://app.example'"],
  ],
  onStart: call,
  onEnd: call,
  redact: call,
  enabled,
  carrier: call,
};

/** Checked options, with `isTrusted(request, original)` and `isLate(status, durationMs)`, if anything is written late. */
export function handlerSettings(caller, options, known = handlerOptions) {
  const settings = checkOptions(caller, options, known);
  return { ...settings, isTrusted: trusting(settings.trust), isLate: lateSampling(settings) };
}
