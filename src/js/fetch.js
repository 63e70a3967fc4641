// The fetch wrapper: it asks Rust where context may go, carries it there and notes how the call ended.

import { adopt } from './context.js';
import { IGNORED, NOT_HTTP, OUTSIDE, SAME_ORIGIN, TARGET, destinationsOf, redactedBy } from './destination.js';
import { follow } from './follow.js';
import { canStart, pageOrigin, report } from './host.js';
import { hook, methodAttribute, nameOf, noteError, noteResponse, originalMethod } from './http.js';
import { ready } from './instance.js';
import { attempt } from './json.js';
import { checkOptions, fetchOptions } from './options.js';
import { addressOf, carrying, hasOneShotHeaders, methodOf, ownHeaders, signalOf, withListedHeaders } from './request.js';
import { contextOf, scope } from './scope.js';
import { Span, openSpan, settle, startSampled } from './span.js';

/** On a traced fetch: gives the fetch inside it, so that a call is traced once however often fetch is wrapped. */
const INSIDE = Symbol.for('tracehop.fetch');
/** On a traced fetch: whether it still traces. */
const IS_ON = Symbol.for('tracehop.fetch.isOn');

export function traceFetch(options) {
  const settings = settingsOf('traceFetch', options);
  return wrap(settings, () => settings.fetch ?? globalThis.fetch);
}

export function instrumentFetch(options) {
  const settings = settingsOf('instrumentFetch', options);
  const original = globalThis.fetch;
  if (typeof original !== 'function') throw new TypeError('instrumentFetch: this host has no fetch');
  let isOn = true;
  const traced = wrap(settings, () => settings.fetch ?? original, () => isOn);
  globalThis.fetch = traced;
  return () => {
    // Somebody may have wrapped fetch after us. Then ours stays inside theirs, and only passes calls on.
    isOn = false;
    if (globalThis.fetch === traced) globalThis.fetch = firstOn(original);
  };
}

function settingsOf(caller, options) {
  const settings = checkOptions(caller, options, fetchOptions);
  return { ...settings, destinationOf: destinationsOf(caller, settings) };
}

function wrap(settings, target, isOn = () => true) {
  function fetch(input, init = undefined) {
    const inner = innermost(target());
    const call = isOn() && arguments.length > 0 ? begin(settings, input, init) : undefined;
    if (call === undefined) return Reflect.apply(inner, undefined, arguments);
    return follow(() => Reflect.apply(inner, undefined, call.args ?? arguments), call.succeed, call.fail);
  }
  fetch.explain = (input, init) => explain(settings, input, init);
  Object.defineProperties(fetch, { [INSIDE]: { value: target }, [IS_ON]: { value: isOn } });
  return fetch;
}

function innermost(fetch) {
  while (typeof fetch?.[INSIDE] === 'function') fetch = fetch[INSIDE]();
  return fetch;
}

/** The fetch itself, or of one that was undone the one inside it. */
function firstOn(fetch) {
  while (fetch[IS_ON]?.() === false) fetch = fetch[INSIDE]();
  return fetch;
}

/** Starts a traced call, or gives undefined where the call has to go out as it came. Never throws. */
function begin(settings, input, given) {
  if (!canStart()) return undefined;
  try {
    const { address, url } = addressOf(input);
    const destination = settings.destinationOf(url);
    // What is no URL is for fetch itself to refuse.
    if (destination === undefined || isPassedOn(destination.place)) return undefined;

    const init = hasOneShotHeaders(given) ? withListedHeaders(given) : given;
    const parent = parentOf(settings);
    const theirs = ownHeaders(input, init);
    const own = kept(settings, parent, theirs);
    const method = methodOf(input, init);
    const span = spanOf(settings, method, destination, parent, own);
    if (settings.onStart) hook('onStart', settings.onStart, span, { url: destination.href, method });

    const sends = destination.place.sent && own === null && span.context && !omits(settings, span.context);
    const args = (sends && argumentsFor(settings, span.context, address, init, theirs)) || [address, init];
    const isSame = args[0] === input && args[1] === given;
    return { args: isSame ? undefined : args, ...endings(settings, span, () => signalOf(input, init)?.aborted === true) };
  } catch (error) {
    report('a call of fetch went out untraced', error);
    return undefined;
  }
}

function isPassedOn({ decision }) {
  return decision === IGNORED || decision === NOT_HTTP;
}

function parentOf({ context }) {
  return scope()?.context ?? contextOf(context);
}

/**
 * The traceparent that the caller set and that stays, or null. The one that was received does not stay: in a request that is
 * passed on it would make what is behind us a child of what is before us.
 */
function kept({ override }, parent, { traceparent }) {
  return override === 'replace' || traceparent === null || parent?.continues(traceparent) ? null : traceparent;
}

/** A span of our own; or, where the caller wrote the header, a span of that very operation. */
function spanOf({ sampler, redact, service = scope()?.service, log = scope()?.log }, method, { shown, place }, parent, own) {
  const name = nameOf(method);
  // All that a call may have, in the order of a line: what is undefined is not written, and a key that comes later costs more
  // than all of these.
  const attributes = {
    'http.request.method': methodAttribute(method),
    'http.request.method_original': originalMethod(method),
    'server.address': place.address,
    'server.port': place.port,
    'url.full': redactedBy(redact, shown),
    'http.response.status_code': undefined,
    'error.type': undefined,
  };
  const context = own === null ? null : adopt(own);
  if (context === null) return openSpan({ name, kind: 'client', parent, sampler, service, log }, attributes);
  const parentId = parent?.traceId === context.traceId && parent.spanId !== context.spanId ? parent.spanId : undefined;
  return new Span({ name, kind: 'client', context, parentId, service, log }, attributes);
}

function omits({ unsampled }, context) {
  return unsampled === 'omit' && !ready().is_sampled(context.traceFlags);
}

/** Arguments that carry the context; undefined where the caller's are invalid, for fetch itself to refuse. */
function argumentsFor({ override }, context, input, init, theirs) {
  // A tracestate that stands alone is the caller's; one beside a traceparent that goes, goes with it.
  const keepsTracestate = override !== 'replace' && theirs.traceparent === null && theirs.tracestate !== null;
  try {
    const tracestate = keepsTracestate ? undefined : context.tracestate.toString();
    return carrying(input, init, { traceparent: context.traceparent, tracestate });
  } catch {
    return undefined;
  }
}

/** What to do when the call has ended. Neither function throws. */
function endings({ onEnd }, span, isAborted) {
  const end = (outcome, result) => {
    if (onEnd) hook('onEnd', onEnd, span, result);
    return outcome;
  };
  return {
    succeed: (response) => settle(span, () => end(noteResponse(span, response), { response })),
    fail: (error) => settle(span, () => end(noteError(span, error, attempt(isAborted) === true), { error })),
  };
}

function explain(settings, input, init) {
  try {
    const destination = settings.destinationOf(addressOf(input).url);
    if (destination === undefined) return { sent: false, reason: 'not sent: this is not a valid URL here' };
    const { place } = destination;
    return { ...reasonOf(settings, place, input, init), ...(place.rule && { rule: place.rule }) };
  } catch {
    return { sent: false, reason: 'not sent: these arguments cannot be read, or this host cannot trace' };
  }
}

function reasonOf(settings, place, input, init) {
  const reason = REASONS[place.decision](settings, place);
  if (!place.sent) return { sent: false, reason };
  const parent = parentOf(settings);
  if (!hasOneShotHeaders(init) && kept(settings, parent, ownHeaders(input, init)) !== null) {
    return { sent: false, reason: 'not sent: the call has its own traceparent, which is kept' };
  }
  if (omits(settings, parent ?? startSampled(settings.sampler))) {
    return { sent: false, reason: "not sent: the trace is not sampled, and option unsampled is 'omit'" };
  }
  return { sent: true, reason, ...corsOf(place.origin) };
}

const REASONS = {
  [SAME_ORIGIN]: () => "sent: this is the page's own origin",
  [TARGET]: (_, { index }) => `sent: targets[${index}] matches`,
  [OUTSIDE]: ({ targets }) =>
    targets ? 'not sent: no entry of targets matches' : "not sent: without option targets only the page's own origin gets headers",
  [IGNORED]: (_, { index }) => `not sent: ignore[${index}] matches`,
  [NOT_HTTP]: () => 'not sent: headers travel over http and https only',
};

/** The header that another origin's answer to the preflight needs. */
function corsOf(origin) {
  const page = pageOrigin();
  return page === undefined || page === origin ? {} : { cors: 'Access-Control-Allow-Headers: traceparent, tracestate' };
}
