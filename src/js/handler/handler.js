// The edge handler's wrapper: continue or start the trace, run the handler in it, note how it ended, tell the caller.

import { prepare, scope, within } from '../ambient/scope.js';
import { hook } from '../host/hook.js';
import { HeldLines } from '../lines/held-lines.js';
import { answered } from '../sampling/late-sampling.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { settle } from '../span/span.js';
import { arrive } from './arrive.js';
import { errorResponseTo, ownResponse } from './error-response.js';
import { tracedEvent } from './events.js';
import { noteFailure, writeFailure } from './failure.js';
import { explainingLoss } from './lost-context.js';
import { membersOf, tracedMembers } from './members.js';
import { withIds } from './response-headers.js';
import { nameByRoute } from './route.js';
import { settingsFor } from './settings.js';

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
  /** @this {unknown} */
  return async function tracedHandler(request, env, ctx) {
    const waiting = prepare();
    if (waiting) await waiting;
    const settings = settingsOf(this, env, request);
    const held = new HeldLines(settings.logSampler);
    const span = arrive(settings, held, request);
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
  const { errorResponse } = settings;
  writeFailure(settings, held, span, error);
  if (!errorResponse) {
    end(settings, span, request, { error }, () => noteError(span, error));
    throw error;
  }
  const { context } = span;
  const own = await ownResponse(errorResponse, [context, error, request]);
  const result = own ? { response: own, error } : { error };
  end(settings, span, request, result, () => noteFailure(span, error, own ?? { status: 500 }));
  // Ours is made now, because only now it is known whether the span is written.
  return withIds(settings, context, own ?? errorResponseTo(request, context.traceId, () => answered(context)));
}
