// Third step of a call: its span is opened, the headers are put on the arguments, and the fetch inside is called.

import { insideOther, outputOf } from '../ambient/scope.js';
import { follow } from '../host/follow.js';
import { hook } from '../host/hook.js';
import { remember } from '../host/shared.js';
import { methodAttribute, nameOf, originalMethod } from '../span/outcome.js';
import { redactedBy } from '../span/redact.js';
import { parentOf, Span } from '../span/span.js';
import { OUTSIDE } from '../wasm/codes.js';
import { carrying, methodOf, said } from './arguments.js';
import { headersOf, isSent, namesOf, REFUSED, removedOf } from './decide.js';
import { endFailed, endWith } from './end.js';
import { callInside } from './nesting.js';
import { hintOutside } from './outside-hint.js';
import { attributesOf, explanation } from './reason-words.js';

/** Opens the span of a call that is decided, and adds the arguments that go out. */
export function prepare(call) {
  const { settings, destination } = call;
  const method = methodOf(call);
  call.span = spanOf(call, method);
  if (settings.onStart) hook('onStart', settings.onStart, call.span, { url: destination.href, method });
  if (settings.sizes) hook('sizes', settings.sizes, call.span, 'request', { headers: said(call, 'headers') });

  const headers = isSent(call.reason) ? headersOf(call) : undefined;
  const changed = headers ?? removedOf(call);
  if (changed && carry(call, changed) && headers) {
    call.headers = headers;
    remember(headers.traceparent);
  } else if (headers) call.reason = REFUSED;
  else if (call.reason === OUTSIDE) hintOutside(call);
  if (settings.debug) {
    call.span.setAttributes(attributesOf(explanation(settings, destination.place, call.reason, namesOf(headers))));
  }
  return call;
}

/** Calls the fetch inside, and lets the span see how that ends. */
export function send(call, inner, isTarget) {
  const { settings, url, headers, args } = call;
  const run =
    settings.redirects && headers
      ? () => settings.redirects((given, to) => callInside(inner, given, to), args, isTarget, namesOf(headers))
      : () => callInside(inner, args, url);
  return follow(
    () => insideOther(call.context, run),
    (response) => endWith(call, response),
    (error) => endFailed(call, error),
  );
}

function spanOf({ settings, override, destination: { shown, place }, parent, context, isChild }, method) {
  // All that a call may have, in the order of a line: what is undefined is not written, and a key that comes later
  // costs more than all of these.
  const attributes = {
    'http.request.method': methodAttribute(method),
    'http.request.method_original': originalMethod(method),
    'server.address': place.address,
    'server.port': place.port,
    'url.full': redactedBy(settings.redact, shown),
    'url.template': override?.template,
    'http.response.status_code': undefined,
    'error.type': undefined,
  };
  const { service, log, dialect } = outputOf(settings);
  const parentId = isChild ? parentOf(context, parent) : undefined;
  const name = nameOf(method, override?.template);
  // Said, so that a polluted prototype adds none.
  const none = undefined;
  return new Span(
    {
      name,
      kind: 'client',
      context,
      parentId,
      service,
      log,
      dialect,
      links: none,
      hiddenHop: none,
      isLate: settings.isLate,
    },
    attributes,
  );
}

/** Puts headers on the arguments of a call. False where the caller's are invalid, for fetch itself to refuse. */
function carry(call, headers) {
  try {
    call.args[1] = carrying(call, headers);
    return true;
  } catch {
    return false;
  }
}
