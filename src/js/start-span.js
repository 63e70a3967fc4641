// The spans that an application starts by hand.

import { follow } from './follow.js';
import { noteError } from './http.js';
import { ready } from './instance.js';
import { textOf } from './json.js';
import { checkOptions, spanOptions } from './options.js';
import { documentContext } from './page.js';
import { KINDS } from './schema.js';
import { scope, within } from './scope.js';
import { openSpan, settle } from './span.js';
import './tracestate.js';

export function startSpan(name, options) {
  const { kind = 'internal', context, attributes, service, log, sampler } = checkOptions('startSpan', options, spanOptions);
  const span = openSpan({ name: textOf(name), kind, parent: context ?? scope()?.context ?? documentContext(), sampler, service, log });
  return span.setAttributes(attributes ?? {});
}

export function startActiveSpan(name, ...rest) {
  const fn = rest.pop();
  if (typeof fn !== 'function') throw new TypeError('startActiveSpan: the last argument must be a function');
  const [options] = rest;
  const span = startSpan(name, options);
  return within({ context: span.context, span, service: options?.service, log: options?.log }, () => {
    return follow(() => fn(span), () => succeed(span), (error) => fail(span, error));
  });
}

function succeed(span) {
  settle(span, () => ready().status_of_return(KINDS.indexOf(span.kind)));
}

function fail(span, error) {
  settle(span, () => noteError(span, error));
}
