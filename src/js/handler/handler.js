// The edge handler's wrapper: continue or start the trace, run the handler in it, note how it ended, tell the caller.

import { scope } from '../ambient/scope.js';
import { within } from '../ambient/within.js';
import { hook } from '../host/hook.js';
import { attempt } from '../host/json.js';
import { prepare } from '../host/storage.js';
import { HeldLines } from '../lines/held-lines.js';
import { answered } from '../sampling/late-sampling.js';
import { errorType } from '../span/error-type.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { settle } from '../span/span.js';
import { answerIn } from '../span/thrown.js';
import { arrive } from './arrive.js';
import { errorResponseTo, ownResponse } from './error-response.js';
import { tracedEvent } from './events.js';
import { noteFailure, writeFailure } from './failure.js';
import { explainingLoss } from './lost-context.js';
import { handlersOf, isClass, tracedClass, tracedFunction, tracedObject } from './members.js';
import { isNested } from './nested.js';
import { withIds } from './response-headers.js';
import { nameByRoute } from './route.js';
import { settingsFor } from './settings.js';

export function traceHandler(handler, options) {
  const isFunction = typeof handler === 'function';
  if (!isFunction && handlersOf(handler).length === 0) {
    throw new TypeError(
      `traceHandler: handler must be a function, or have handlers such as fetch, got ${typeof handler}`,
    );
  }
  const settingsOf = settingsFor('traceHandler', options);
  const wrap = (name, member) =>
    name === 'fetch' ? tracedFetch(member, settingsOf) : tracedEvent(name, member, settingsOf);
  if (!isFunction) return tracedObject(handler, wrap);
  return isClass(handler) ? tracedClass(handler, wrap) : tracedFunction(handler, wrap('fetch', handler), wrap);
}

function tracedFetch(handler, settingsOf) {
  /** @this {unknown} */
  return async function tracedHandler(request, env, ctx) {
    const waiting = prepare();
    if (waiting) await waiting;
    const settings = settingsOf(this, env, request);
    const held = new HeldLines(settings.logSampler);
    const isInner = isNested(request);
    const span = isInner ? undefined : arrive(settings, held, request);
    // Without tracing, loggers inside still have their service and log.
    const { context } = span ?? scope() ?? {};
    const answer = async () => {
      if (span === undefined) return Reflect.apply(handler, this, [request, env, ctx, ...(isInner ? [context] : [])]);
      let response;
      try {
        response = await Reflect.apply(handler, this, [request, env, ctx, context]);
      } catch (error) {
        return fail(settings, held, span, error, request);
      }
      end(settings, span, request, { response }, () => noteResponse(span, response));
      return withIds(settings, context, response);
    };
    const run = () => within(context, span ?? scope()?.span, settings, answer, span && held);
    return span ? explainingLoss(run) : run();
  };
}

/** Ends the span of a request. `note` adds what is known of the end, and gives the outcome. */
export function end({ onEnd, route }, span, request, result, note) {
  settle(span, () => {
    const outcome = note();
    nameByRoute(span, route, request.method, request);
    hook('onEnd', onEnd, span, result);
    return outcome;
  });
}

async function fail(settings, held, span, error, request) {
  const answer = answerIn(error);
  if (answer) {
    end(settings, span, request, answer === error ? { response: answer } : { error }, () => noteResponse(span, answer));
    throw error;
  }
  const isLeft = isCancelled(request, error);
  const { errorResponse } = settings;
  if (!isLeft) writeFailure(settings, held, span, error);
  if (!errorResponse || isLeft) {
    end(settings, span, request, { error }, () => noteError(span, error, isLeft));
    throw error;
  }
  const { context } = span;
  // Where a context lasts until the first await only, it is over.
  const respond = () => ownResponse(errorResponse, [context, error, request]);
  const own = await within(context, span, settings, respond, held);
  const result = own ? { response: own, error } : { error };
  end(settings, span, request, result, () => noteFailure(span, error, own ?? { status: 500 }));
  // Ours is made now, because only now it is known whether the span is written.
  return withIds(settings, context, own ?? errorResponseTo(request, context.traceId, () => answered(context)));
}

/** Whether an error only says that the caller of a request went away. A timeout is a failure. */
function isCancelled(request, error) {
  return attempt(() => {
    const { aborted, reason } = request.signal;
    if (!aborted || errorType(error) === 'TimeoutError') return false;
    return error === reason || (error.name === 'AbortError' && error.cause === reason);
  }, false);
}
