// The fetch wrapper: it asks Rust where context may go, carries it there and notes how the call ended.

import { adopt, namedTracestate, tracestateOf } from '../context/context.js';
import { IGNORED, NOT_HTTP, destinationsOf, redactedBy } from './destination.js';
import { switchedOff } from '../ambient/enabled.js';
import { NO_IDS, REFUSED, attributesOf, checked, explanation, isSent, notSent } from './explain.js';
import { follow } from '../host/settle.js';
import { canStart, report } from '../host/host.js';
import { hook, methodAttribute, nameOf, noteError, noteResponse, originalMethod } from '../span/outcome.js';
import { ready } from '../wasm/instance.js';
import { attempt } from '../host/json.js';
import { callInside, firstOn, innermost, isBeingCalled, isSentOn, mark } from './nesting.js';
import { checkOptions, fetchOptions, namedEnds } from '../options/options.js';
import { overrideOf, withoutOverride } from './override.js';
import { documentContext } from '../ambient/document.js';
import {
  addressOf,
  carrying,
  givenHeaders,
  hasOneShotHeaders,
  isHeaderless,
  methodOf,
  ownHeaders,
  signalOf,
  urlOf,
  withListedHeaders,
} from './arguments.js';
import { alwaysOff, alwaysOn } from '../sampling/sampler.js';
import { contextOf, isSentByOther, outputOf, scope } from '../ambient/scope.js';
import { noteServer } from '../headers/server-timing.js';
import { remember } from '../host/shared.js';
import { Span, lose, openContext, settle } from '../span/span.js';

export function traceFetch(options) {
  const settings = settingsOf('traceFetch', options);
  return wrap(settings, () => settings.fetch ?? globalThis.fetch);
}

export function instrumentFetch(options) {
  const settings = settingsOf('instrumentFetch', options);
  const original = globalThis.fetch;
  if (typeof original !== 'function') throw new TypeError('instrumentFetch: this host has no fetch');
  let isOn = true;
  const traced = wrap(
    settings,
    () => settings.fetch ?? original,
    () => isOn,
  );
  // What hosts and libraries add to fetch, such as Bun's preconnect, is found on ours too.
  Object.setPrototypeOf(traced, original);
  globalThis.fetch = traced;
  return () => {
    // Somebody may have wrapped fetch after us. Then ours stays inside theirs, and only passes calls on.
    isOn = false;
    if (globalThis.fetch === traced) globalThis.fetch = firstOn(original);
  };
}

function settingsOf(caller, options) {
  const settings = checkOptions(caller, options, fetchOptions);
  const { end } = settings;
  return {
    ...settings,
    end: typeof end === 'string' ? namedEnds[end] : end,
    destinationOf: destinationsOf(caller, settings),
  };
}

function wrap(settings, target, isOn = () => true) {
  const { destinationOf, redirects } = settings;
  const isTarget = (url) => {
    try {
      return isSent(destinationOf(url)?.place.decision);
    } catch (error) {
      report('a redirect was followed without headers', error);
      return false;
    }
  };

  function fetch(input, init = undefined) {
    const inner = innermost(target());
    const override = overrideOf(init);
    const args = override === undefined ? arguments : withoutOverride(arguments);
    if (override === false) return callInside(inner, args, urlOf(input));
    const call = args.length > 0 ? begin(settings, isOn, args[0], args[1], override) : undefined;
    if (call === undefined) return Reflect.apply(inner, undefined, args);
    const sends = call.args ?? args;
    const run =
      redirects && call.carried
        ? () => redirects((given, url) => callInside(inner, given, url), sends, isTarget, namesOf(call.carried))
        : () => callInside(inner, sends, call.url);
    return follow(run, call.succeed, call.fail);
  }
  fetch.explain = function explain(input, init = undefined) {
    const override = overrideOf(init);
    return explained(settings, isOn, withoutOverride(arguments), override);
  };
  mark(fetch, target, isOn);
  // Bundlers rename functions, and workerd's fetch has another length than browsers'.
  const facts = {
    name: { value: 'fetch', configurable: true },
    length: { value: globalThis.fetch?.length ?? 1, configurable: true },
  };
  return Object.defineProperties(fetch, facts);
}

/** Why nothing is traced at all, in words; undefined where it is. */
function whyOff({ enabled }, isOn) {
  if (!isOn()) return 'tracing is off: instrumentFetch was undone';
  const off = switchedOff(enabled);
  if (off) return `tracing is off: ${off}`;
  return isSentByOther() ? 'fetch is traced by OpenTelemetry, which sends a header of its own' : undefined;
}

/** What decides about a call, found without starting it; undefined for what is no URL, which is for fetch itself to refuse. */
function look(settings, input, given, override) {
  const { address, url } = addressOf(input);
  const destination = settings.destinationOf(url);
  if (destination === undefined || isPassedOn(destination.place)) return destination && { destination };
  const init = hasOneShotHeaders(given) ? withListedHeaders(given) : given;
  const parent = parentOf(settings, override);
  const theirs = ownHeaders(input, init);
  const own = kept(settings, parent, theirs);
  return { destination, address, url, init, parent, theirs, own };
}

/** Why a call carries our headers, or does not. Rust decides. */
function reasonOf({ unsampled, redirects }, { destination, address, init, own }, override, context) {
  if (context === undefined) return NO_IDS;
  const isUnguarded = redirects?.isForFetch?.(address, init) === true;
  const call =
    (override?.sent === false) |
    (isHeaderless(address, init) << 1) |
    ((own !== null) << 2) |
    ((unsampled === 'omit') << 3) |
    (isUnguarded << 4);
  return ready().reason_of_call(destination.place.decision, call, context.traceFlags);
}

/** Starts a traced call, or gives undefined where the call has to go out as it came. Never throws. */
function begin(settings, isOn, input, given, override) {
  if (whyOff(settings, isOn) || isBeingCalled(input)) return undefined;
  if (!canStart()) return lose();
  let span;
  try {
    const call = look(settings, input, given, override);
    if (call?.address === undefined || isSentOn(call)) return undefined;

    const { destination, address, url, init } = call;
    const method = methodOf(input, init);
    span = spanOf(settings, method, call, override);
    if (settings.onStart) hook('onStart', settings.onStart, span, { url: destination.href, method });
    if (settings.sizes) hook('sizes', settings.sizes, span, 'request', { headers: givenHeaders(address, init) });

    let reason = reasonOf(settings, call, override, span.context);
    const headers = isSent(reason) ? headersOf(settings, call, span.context) : undefined;
    const carried = headers && argumentsWith(headers, call);
    if (carried) remember(headers.traceparent);
    else if (headers) reason = REFUSED;
    if (settings.debug)
      span.setAttributes(attributesOf(explanation(settings, destination.place, reason, namesOf(headers))));
    const sends = carried ?? [address, init];
    const isSame = sends[0] === input && sends[1] === given;
    return callOf(
      settings,
      span,
      url,
      isSame ? undefined : sends,
      carried && headers,
      () => signalOf(input, init)?.aborted === true,
    );
  } catch (error) {
    report('a call of fetch went out untraced', error);
    return lose(span);
  }
}

function isPassedOn({ decision }) {
  return decision === IGNORED || decision === NOT_HTTP;
}

function parentOf({ context }, override) {
  const parent = override?.context ?? scope()?.context ?? contextOf(context) ?? documentContext();
  return parent && override?.sampled !== undefined ? parent.withSampled(override.sampled) : parent;
}

function samplerOf({ sampler }, override) {
  return override?.sampled === undefined ? sampler : override.sampled ? alwaysOn() : alwaysOff();
}

/**
 * The traceparent that the caller set and that stays, or null. The one that was received does not stay: in a request that is
 * passed on it would make what is behind us a child of what is before us.
 */
function kept({ override }, parent, { traceparent }) {
  return override === 'replace' || traceparent === null || parent?.continues(traceparent) ? null : traceparent;
}

/** A span of our own; or, where the caller wrote the header, a span of that very operation. */
function spanOf(settings, method, { destination: { shown, place }, parent, own }, override) {
  const { redact } = settings;
  const { service, log, dialect } = outputOf(settings);
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
  const written = own === null ? null : adopt(own);
  const context = written ?? openContext(parent, samplerOf(settings, override));
  const isChild = written === null || (parent?.traceId === written.traceId && parent.spanId !== written.spanId);
  const parentId = isChild ? parent?.spanId : undefined;
  return new Span({ name, kind: 'client', context, parentId, service, log, dialect }, attributes);
}

/** The headers that carry a context. A tracestate that stays as it is, is undefined; one that is to go, is empty. */
function headersOf({ override, lineage }, { theirs }, context) {
  // A tracestate that stands alone is the caller's; one beside a traceparent that goes, goes with it.
  const keepsTracestate = override !== 'replace' && theirs.traceparent === null && theirs.tracestate !== null;
  return {
    traceparent: context.traceparent,
    tracestate: keepsTracestate ? undefined : (lineage ? namedTracestate : tracestateOf)(context),
  };
}

function namesOf(headers) {
  return Object.keys(headers ?? {}).filter((name) => headers[name]);
}

/** Arguments that carry headers; undefined where the caller's are invalid, for fetch itself to refuse. */
function argumentsWith(headers, { address, init }) {
  try {
    return carrying(address, init, headers);
  } catch {
    return undefined;
  }
}

/** What goes out, and what to do when it has ended. Neither function throws. */
function callOf({ end, onEnd, sizes }, span, url, args, carried, isAborted) {
  const ended = (outcome, result) => {
    if (onEnd) hook('onEnd', onEnd, span, result);
    return outcome;
  };
  const failed = (result) => ended(noteError(span, result.error, attempt(isAborted) === true), result);
  return {
    url,
    args,
    carried,
    succeed: (response) => {
      settle(span, () => {
        noteServer(span, response);
        if (sizes) hook('sizes', sizes, span, 'response', response);
        const outcome = noteResponse(span, response);
        const late = (...failure) =>
          settle(span, () =>
            failure.length > 0 ? failed({ response, error: failure[0] }) : ended(outcome, { response }),
          );
        return end && hook('end', end, response, late, span) === true ? undefined : ended(outcome, { response });
      });
    },
    fail: (error) => settle(span, () => failed({ error })),
  };
}

/** What a call with these arguments would do, decided as the call itself decides it. */
function explained(settings, isOn, args, override) {
  if (override === false) return notSent('init.tracehop is false: a plain fetch');
  const off = whyOff(settings, isOn) ?? (canStart() ? undefined : 'tracing is off: this host cannot run WebAssembly');
  if (off) return notSent(off);
  try {
    const [input, init] = args;
    // Headers that can be read once are left to the call.
    const readable = hasOneShotHeaders(init) ? { ...init, headers: undefined } : init;
    const call = args.length > 0 ? look(settings, input, readable, override) : undefined;
    if (call === undefined) return notSent('this is not a valid URL here');
    const { place } = call.destination;
    if (call.address === undefined) return explanation(settings, place, place.decision);
    const context = (call.own && adopt(call.own)) ?? openContext(call.parent, samplerOf(settings, override));
    const reason = reasonOf(settings, call, override, context);
    const names = isSent(reason) ? namesOf(headersOf(settings, call, context)) : [];
    const would = explanation(settings, place, reason, names);
    // A fetch that the application gave may take what the host's refuses.
    return settings.fetch ? would : checked(would, call.address, call.init);
  } catch {
    return notSent('these arguments cannot be read');
  }
}
