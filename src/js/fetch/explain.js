// Why a call carries our headers, or does not, in words: for explain() and for the span line of a wrapper with `debug`.

import { OUTSIDE, SAME_ORIGIN, TARGET } from './destination.js';
import { pageOrigin } from '../host/host.js';
import { refusal } from './arguments.js';

/** What only the attempt shows, beyond what reason_of_call returns: there is no source of ids, or fetch refuses the arguments. */
export const NO_IDS = 10;
export const REFUSED = 11;
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

export function isSent(reason) {
  return reason === SAME_ORIGIN || reason === TARGET;
}

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
export function checked(explained, input, init) {
  const error = explained.sent ? refusal(input, init) : undefined;
  return error === undefined ? explained : notSent(`${WORDS[REFUSED]}: ${error?.message}`);
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
