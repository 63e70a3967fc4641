// The switches that turn tracing off, for consent: one for everything, and one for each wrapper.

import { callOption } from '../host/hook.js';
import { describe } from '../options/options.js';
import { share, shared } from '../host/shared.js';

export function setEnabled(enabled) {
  if (typeof enabled !== 'boolean')
    throw new TypeError(`setEnabled: enabled must be true or false, got ${describe(enabled)}`);
  share('isEnabled', enabled);
}

export function isEnabled() {
  return shared().isEnabled;
}

/** Which switch is off, in words, given the option of a wrapper; undefined where none is. */
export function switchedOff(option) {
  if (!shared().isEnabled) return 'setEnabled(false) was called';
  return option === undefined || option === true || (option !== false && answer(option))
    ? undefined
    : 'option enabled says no';
}

function answer(option) {
  return callOption('tracing is off: the function in option enabled failed', option, consent, () => false);
}

/** Only true is consent: a text such as 'no' is none, and neither is an error. */
function consent(enabled) {
  if (typeof enabled === 'boolean') return enabled;
  throw new TypeError(`it has to return true or false, got ${describe(enabled)}`);
}
