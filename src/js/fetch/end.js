// Last step of a call: how it ended is noted on its span. Neither function throws.

import { hook } from '../host/hook.js';
import { attempt } from '../host/json.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { settle } from '../span/span.js';
import { said } from './arguments.js';
import { noteServer } from './note-server.js';

/** The call got a response. With option `end` its span may stay open until the body has been read. */
export function endWith(call, response) {
  const { settings, span } = call;
  settle(span, () => {
    noteServer(span, response);
    hook('sizes', settings.sizes, span, 'response', response);
    const outcome = noteResponse(span, response);
    return hook('end', settings.end, response, call, outcome) === true ? undefined : ended(call, outcome, { response });
  });
}

/** The call failed. */
export function endFailed(call, error) {
  settle(call.span, () => failed(call, { error }));
}

export function ended({ settings, span }, outcome, result) {
  hook('onEnd', settings.onEnd, span, result);
  return outcome;
}

export function failed(call, result) {
  const isAborted = attempt(() => said(call, 'signal').aborted, false) === true;
  return ended(call, noteError(call.span, result.error, isAborted), result);
}
