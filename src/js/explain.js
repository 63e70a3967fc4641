// Why a call carries our headers, or does not, in words: for explain() and for the span line of a wrapper with `debug`.

import { IGNORED, NOT_HTTP, OUTSIDE, SAME_ORIGIN, TARGET } from './destination.js';
import { pageOrigin } from './host.js';
import { refusal } from './request.js';

/** What reason_of_call returns beyond the decision about the URL. */
const DECLINED = 5;
const HEADERLESS = 6;
const OWN_HEADER = 7;
const OMITTED = 8;
/** What only the attempt shows: there is no source of ids, or fetch refuses the arguments. */
export const NO_IDS = 9;
export const REFUSED = 10;

export function isSent(reason) {
  return reason === SAME_ORIGIN || reason === TARGET;
}

const WORDS = {
  [SAME_ORIGIN]: () => "this is the page's own origin",
  [TARGET]: (_, { index }) => `targets[${index}] matches`,
  [OUTSIDE]: ({ targets }) => (targets ? 'no entry of targets matches' : "without option targets only the page's own origin gets headers"),
  [IGNORED]: (_, { index }) => `ignore[${index}] matches`,
  [NOT_HTTP]: () => 'headers travel over http and https only',
  [DECLINED]: () => 'the call asks for no headers: init.tracehop.sent is false',
  [HEADERLESS]: () => 'a request of mode no-cors, or a navigation, takes no headers',
  [OWN_HEADER]: () => 'the call has its own traceparent, which is kept',
  [OMITTED]: () => "the trace is not sampled, and option unsampled is 'omit'",
  [NO_IDS]: () => 'tracing is off: there is no secure randomness for ids',
  [REFUSED]: () => 'fetch refuses these arguments',
};

/** `{sent, reason, rule?, cors?}` of a call to a place, with the names of the headers that it would carry. */
export function explanation(settings, place, reason, names) {
  const sent = isSent(reason);
  return {
    sent,
    reason: `${sent ? 'sent' : 'not sent'}: ${WORDS[reason](settings, place)}`,
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
  return error === undefined ? explained : notSent(`${WORDS[REFUSED]()}: ${error?.message}`);
}

/** An explanation as attributes of the call's span. */
export function attributesOf({ sent, reason, rule, cors }) {
  const text = typeof rule === 'function' ? rule.name || 'a function' : rule;
  return { 'tracehop.sent': sent, 'tracehop.reason': reason, 'tracehop.rule': text && String(text), 'tracehop.cors': cors };
}

/** The header that another origin's answer to the preflight needs, for our headers. */
function corsOf(origin, names) {
  const page = pageOrigin();
  return page !== undefined && page !== origin && { cors: `Access-Control-Allow-Headers: ${names.join(', ')}` };
}
