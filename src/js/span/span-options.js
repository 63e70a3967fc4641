// The options of a span that an application starts.

import { context } from '../context/context-option.js';
import { dialect, log } from '../lines/line-options.js';
import { fields, flag, oneOf, text } from '../options/rows.js';
import { KINDS } from '../record/schema.js';
import { sampler } from '../sampling/sampler-option.js';

export const spanOptions = {
  kind: /* @__PURE__ */ oneOf(KINDS, 'internal'),
  context,
  root: flag,
  attributes: fields,
  service: text,
  log,
  dialect,
  sampler,
};
