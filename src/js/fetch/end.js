// Last step of a call: how it ended is noted on its span. Neither function throws.

import { hook } from '../host/hook.js';
import { attempt } from '../host/json.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { settle } from '../span/span.js';
import { signalOf } from './arguments.js';
import { noteServer } from './note-server.js';

/** The call got a response. With option `end` its span may stay open until the body has been read. */
export function endWith(call, response) {
  const {
    settings: { end, sizes },
    span,
  } = call;
  settle(span, () => {
    noteServer(span, response);
    hook('sizes', sizes, span, 'response', response);
    const outcome = noteResponse(span, response);
    const later = (...failure) =>
      settle(span, () =>
        failure.length > 0 ? failed(call, { response, error: failure[0] }) : ended(call, outcome, { response }),
      );
    return hook('end', end, response, later, span) === true ? undefined : ended(call, outcome, { response });
  });
}

/** The call failed. */
export function endFailed(call, error) {
  settle(call.span, () => failed(call, { error }));
}

function ended({ settings, span }, outcome, result) {
  hook('onEnd', settings.onEnd, span, result);
  return outcome;
}

function failed(call, result) {
  const isAborted = attempt(() => signalOf(call.input, call.init)?.aborted, false) === true;
  return ended(call, noteError(call.span, result.error, isAborted), result);
}
