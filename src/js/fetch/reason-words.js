// Why a call carries our headers, or does not, in words: for explain() and for the span of a wrapper with `debug`.

import { pageOrigin } from '../host/host.js';
import { OUTSIDE } from '../wasm/codes.js';
import { isRefused } from './arguments.js';
import { isSent, REFUSED } from './decide.js';

/** The words where nothing matches because there are no targets. */
const NO_TARGETS = 12;

/** In the order of the numbers. A # is the index of the rule. */
const WORDS = [
  "this is the page's own origin",
  'targets[#] matches',
  'no entry of targets matches',
  'ignore[#] matches',
  'headers travel over http and https only',
  'init.tracehop.sent is false',
  'a no-cors request or a navigation takes no headers',
  'the call has its own traceparent, which is kept',
  "the trace is not sampled, and option unsampled is 'omit'",
  'with integrity, fetch itself has to follow redirects',
  'tracing is off: there is no secure randomness for ids',
  'fetch refuses these arguments',
  "without option targets only the page's own origin gets headers",
];

/** `{sent, reason, rule?, cors?}` of a call to a place, with the names of the headers that it would carry. */
export function explanation(settings, place, reason, names) {
  const sent = isSent(reason);
  const words = WORDS[reason === OUTSIDE && !settings.targets ? NO_TARGETS : reason].replace('#', place.index);
  return {
    sent,
    reason: `${sent ? '' : 'not '}sent: ${words}`,
    ...(place.rule && { rule: place.rule }),
    ...(sent && corsOf(place.origin, names)),
  };
}

/** The same where nothing is known of a place, or nothing decides but these words. */
export function notSent(words) {
  return { sent: false, reason: `not sent: ${words}` };
}

/** An explanation of what would be sent, unless fetch itself refuses the arguments. */
export function checked(explained, call) {
  return explained.sent && isRefused(call) ? notSent(WORDS[REFUSED]) : explained;
}

/** An explanation as attributes of the call's span. */
export function attributesOf({ sent, reason, rule, cors }) {
  const text = typeof rule === 'function' ? rule.name || 'a function' : rule;
  return {
    'tracehop.sent': sent,
    'tracehop.reason': reason,
    'tracehop.rule': text && String(text),
    'tracehop.cors': cors,
  };
}

/** The header that another origin's answer to the preflight needs, for our headers. */
function corsOf(origin, names) {
  const page = pageOrigin();
  return page !== undefined && page !== origin && { cors: `Access-Control-Allow-Headers: ${names.join(', ')}` };
}
