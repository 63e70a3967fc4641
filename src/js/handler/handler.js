// The edge handler's wrapper: continue or start the trace, run the handler in it, note how it ended, tell the caller.

import { adopted } from '../ambient/adopt-span.js';
import { nameLast } from '../context/context.js';
import { redacted, redactedBy } from '../fetch/destination.js';
import { switchedOff } from '../ambient/enabled.js';
import { errorResponseTo } from './error-response.js';
import { tracedEvent } from './events.js';
import { writeFailure } from './failure.js';
import { HeldLines } from '../lines/held-lines.js';
import { canStart, report } from '../host/host.js';
import { hook, methodAttribute, nameOf, noteError, noteResponse, originalMethod } from '../span/outcome.js';
import { answered, lateMark } from '../sampling/late-sampling.js';
import { hiddenHopText, strangerText } from '../context/lineage.js';
import { membersOf, tracedMembers } from './members.js';
import { keepThresholdTrue } from '../context/ot.js';
import { receive } from '../context/extract-inject.js';
import { sampledBy } from '../sampling/sampler.js';
import { outputOf, prepare, scope, within } from '../ambient/scope.js';
import { settingsFor } from './settings.js';
import { Span, lose, settle } from '../span/span.js';
import { stampsOf } from './response-headers.js';

export function traceHandler(handler, options) {
  const members = membersOf(handler);
  if (members.length === 0 && typeof handler !== 'function') {
    throw new TypeError(
      `traceHandler: handler must be a function, or have handlers such as fetch, got ${typeof handler}`,
    );
  }
  const settingsOf = settingsFor('traceHandler', options);
  if (members.length === 0) return tracedFetch(handler, settingsOf);
  return tracedMembers(handler, members, (name, member) => {
    return name === 'fetch' ? tracedFetch(member, settingsOf) : tracedEvent(name, member, settingsOf);
  });
}

function tracedFetch(handler, settingsOf) {
  return async function tracedHandler(request, env, ctx) {
    const waiting = prepare();
    if (waiting) await waiting;
    const settings = settingsOf(this, env, request);
    const held = new HeldLines(settings.logSampler);
    const span = begin(settings, held, request);
    // Without tracing, loggers inside still have their service and log.
    const { context } = span ?? scope() ?? {};
    const answer = async () => {
      if (span === undefined) return Reflect.apply(handler, this, [request, env, ctx]);
      let response;
      try {
        response = await Reflect.apply(handler, this, [request, env, ctx, context]);
      } catch (error) {
        return fail(settings, held, span, error, request);
      }
      end(settings, span, { response }, () => noteResponse(span, response));
      return stamped(settings, context, response);
    };
    return within(context, span ?? scope()?.span, settings, answer, span && held);
  };
}

/** The span of a request, or undefined where this host cannot trace. Never throws. The application is shown `original`. */
export function begin(settings, held, request, original = request) {
  if (switchedOff(settings.enabled)) return undefined;
  if (!canStart()) return lose();
  let span;
  try {
    const place = adopted(request) ?? placeOf(settings, request, original);
    const { context } = place;
    if (settings.lineage) nameLast(context);
    const name = nameOf(request.method);
    const late = lateMark(settings.isLate, context);
    span = new Span(
      { name, kind: 'server', ...place, late, ...outputOf(settings) },
      attributesOf(settings, request),
      held,
    );
    hook('onStart', settings.onStart, span, original);
    return span;
  } catch (error) {
    report('a request was handled untraced', error);
    return lose(span);
  }
}

/** `{context, parentId, links}` of a request by its headers. */
function placeOf({ isTrusted, sampler }, request, original) {
  const received = receive(request, isTrusted(request, original));
  const continues = received.origin === 'continued';
  const links = continues ? hiddenHopText(received) : strangerText(received, request);
  const context = sampledBy(sampler, received, continues ? received.child() : received, request);
  if (continues) keepThresholdTrue(context);
  return { context, parentId: continues ? received.spanId : undefined, links };
}

/** What is known of a request from the start. What is undefined is not written. */
function attributesOf({ redact }, { method, url }) {
  const attributes = {
    'http.request.method': methodAttribute(method),
    'http.request.method_original': originalMethod(method),
    'url.path': undefined,
    'url.scheme': undefined,
    'url.query': undefined,
    'http.response.status_code': undefined,
    'error.type': undefined,
  };
  try {
    const { pathname, protocol, search } = new URL(redactedBy(redact, redacted(url)));
    attributes['url.path'] = pathname;
    attributes['url.scheme'] = protocol.slice(0, -1);
    attributes['url.query'] = search.slice(1) || undefined;
  } catch {
    // The application's redaction left no URL, so nothing is said about it.
  }
  return attributes;
}

export function end({ onEnd }, span, result, note) {
  settle(span, () => {
    const outcome = note();
    hook('onEnd', onEnd, span, result);
    return outcome;
  });
}

function fail(settings, held, span, error, request) {
  const { errorResponse } = settings;
  writeFailure(settings, held, span, error);
  if (errorResponse) span.setAttribute('http.response.status_code', 500);
  end(settings, span, { error }, () => noteError(span, error));
  if (!errorResponse) throw error;
  return stamped(
    settings,
    span.context,
    errorResponseTo(request, span.context.traceId, () => answered(span.context)),
  );
}

/** The response with the ids that tell the caller its trace; as it was where it cannot have them. */
function stamped(settings, context, response) {
  let stamps;
  const withIds = (stampable) => {
    for (const [name, valueOf] of stamps) stampable.headers.set(name, valueOf(stampable.headers.get(name)));
    return stampable;
  };
  const copy = () => new Response(response.body, response);
  try {
    stamps = stampsOf(settings, answered(context));
    // A response that switches protocols belongs to its socket, and status 0 is a network error.
    if (stamps.length === 0 || !(response?.status >= 200)) return response;
    // A response without a body can be answered with again and again, so it may not be this request's alone.
    return withIds(response.body === null ? copy() : response);
  } catch {
    // Headers that came from a fetch or a cache cannot be changed.
  }
  try {
    return withIds(copy());
  } catch (error) {
    report('a response could not carry the ids of its trace', error);
    return response;
  }
}
