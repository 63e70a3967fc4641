// The spans that an application starts by hand.

import { documentContext } from '../ambient/document.js';
import { contextOf, noContext, scope } from '../ambient/scope.js';
import { within } from '../ambient/within.js';
import '../headers/tracestate.js';
import { follow } from '../host/follow.js';
import '../host/thenable.js';
import { textOf } from '../host/json.js';
import { checkOptions } from '../options/options.js';
import { noteReturn } from './outcome.js';
import { openSpan, settle } from './span.js';
import { spanOptions } from './span-options.js';
import { noteThrown } from './thrown.js';

export function startSpan(name, options) {
  return spanBy(name, checkOptions('startSpan', options, spanOptions));
}

function spanBy(name, { kind, context, root, attributes, sampler, ...output }) {
  const parent = root ? undefined : (contextOf(context) ?? scope()?.context ?? documentContext() ?? noContext());
  const span = openSpan({ name: textOf(name), kind, parent, sampler, ...output });
  return span.setAttributes(attributes ?? {});
}

export function startActiveSpan(name, ...rest) {
  const fn = rest.pop();
  if (typeof fn !== 'function') throw new TypeError('startActiveSpan: the last argument must be a function');
  const options = checkOptions('startActiveSpan', rest[0], spanOptions);
  const { service, log, dialect } = options;
  const span = spanBy(name, options);
  const succeed = () => settle(span, () => noteReturn(span));
  const fail = (error) => settle(span, () => noteThrown(span, error));
  // Said, so that a polluted prototype adds none.
  const output = { service, log, dialect, level: undefined };
  return within(span.context, span, output, () => follow(() => fn(span), succeed, fail));
}
