// One set-up for everything of the package, where a program starts.

import { targets } from '../fetch/targets-option.js';
import { setHints } from '../host/hint.js';
import { dialect, level, log } from '../lines/line-options.js';
import { setDefaults } from '../options/defaults.js';
import { checkOptions } from '../options/options.js';
import { flag, text } from '../options/rows.js';
import { sampler } from '../sampling/sampler-option.js';

const configureOptions = { service: text, log, level, dialect, sampler, targets, hints: flag };

export function configure(options) {
  const { hints, ...given } = checkOptions('configure', options, configureOptions);
  setDefaults(given);
  setHints(hints !== false);
}
