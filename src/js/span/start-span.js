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
  return spanBy(name, checkOptions('startSpan', options, spanOptions));
}

function spanBy(name, { kind = 'internal', context, attributes, sampler, ...output }) {
  const span = openSpan({ name: textOf(name), kind, parent: context ?? scope()?.context ?? documentContext(), sampler, ...output });
  return span.setAttributes(attributes ?? {});
}

export function startActiveSpan(name, ...rest) {
  const fn = rest.pop();
  if (typeof fn !== 'function') throw new TypeError('startActiveSpan: the last argument must be a function');
  const options = checkOptions('startActiveSpan', rest[0], spanOptions);
  const span = spanBy(name, options);
  return within(span.context, span, options, () => {
    return follow(() => fn(span), () => succeed(span), (error) => fail(span, error));
  });
}

function succeed(span) {
  settle(span, () => ready().status_of_return(KINDS.indexOf(span.kind)));
}

function fail(span, error) {
  settle(span, () => noteError(span, error));
}
