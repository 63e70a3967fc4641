// The spans that an application starts by hand.

import { follow } from '../host/settle.js';
import { noteError } from './outcome.js';
import { ready } from '../wasm/instance.js';
import { textOf } from '../host/json.js';
import { checkOptions, spanOptions } from '../options/options.js';
import { documentContext } from '../ambient/document.js';
import { KINDS } from '../record/schema.js';
import { scope, within } from '../ambient/scope.js';
import { openSpan, settle } from './span.js';
import '../headers/tracestate.js';

export function startSpan(name, options) {
  return spanBy(name, checkOptions('startSpan', options, spanOptions));
}

function spanBy(name, { kind = 'internal', context, attributes, sampler, ...output }) {
  const span = openSpan({
    name: textOf(name),
    kind,
    parent: context ?? scope()?.context ?? documentContext(),
    sampler,
    ...output,
  });
  return span.setAttributes(attributes ?? {});
}

export function startActiveSpan(name, ...rest) {
  const fn = rest.pop();
  if (typeof fn !== 'function') throw new TypeError('startActiveSpan: the last argument must be a function');
  const options = checkOptions('startActiveSpan', rest[0], spanOptions);
  const span = spanBy(name, options);
  return within(span.context, span, options, () => {
    return follow(
      () => fn(span),
      () => succeed(span),
      (error) => fail(span, error),
    );
  });
}

function succeed(span) {
  settle(span, () => ready().status_of_return(KINDS.indexOf(span.kind)));
}

function fail(span, error) {
  settle(span, () => noteError(span, error));
}
