// What a visitor does in a page is one trace. A browser forgets an `await` what was ambient before it, so the function
// is given what belongs to its action.

import { pageContext, documentContext } from '../ambient/document.js';
import { switchedOff } from '../ambient/enabled.js';
import { contextOf, outputOf, scope } from '../ambient/scope.js';
import { enter, scopeWith } from '../ambient/within.js';
import { contextOrFunction } from '../context/context-option.js';
import { follow } from '../host/follow.js';
import '../host/thenable.js';
import { textOf } from '../host/json.js';
import { fetchOptions } from '../fetch/options.js';
import { traceFetch } from '../fetch/wrap.js';
import { createLogger, loggerOptions } from '../lines/logger.js';
import { checkOptions } from '../options/options.js';
import { linksTo } from '../record/links.js';
import { lateSampling } from '../sampling/late-sampling.js';
import { noteError, noteReturn } from '../span/outcome.js';
import { openContext, parentOf, settle, Span } from '../span/span.js';
import { spanOptions } from '../span/span-options.js';
import { own } from './owners.js';

const actionOptions = { ...fetchOptions, ...loggerOptions, ...spanOptions, context: contextOrFunction };

export function action(name, fn, options) {
  if (typeof fn !== 'function') throw new TypeError('action: the second argument must be a function');
  const settings = checkOptions('action', options, actionOptions);
  const traced = traceFetch(pick(settings, fetchOptions));
  const logger = createLogger(pick(settings, loggerOptions));

  const span = spanOf(textOf(name), settings);
  const { context } = span;
  const inner = { ...scopeWith(context, span, settings, scope()?.held), action: span };
  /** Calls a function in the scope of the action, or in that of a span below it where it is called there. */
  const run = (call, succeed = nothing, fail = nothing) => {
    const result = follow(
      () => (isBelow(scope(), span) ? call() : enter(inner, call)),
      succeed,
      (error) => {
        own(error, context);
        fail(error);
      },
    );
    // Where nobody waits for it and it rejects, the page is told which promise it was.
    if (typeof result?.then === 'function') own(result, context);
    return result;
  };
  const fetch = (...args) => run(() => traced(...args));
  fetch.explain = (...args) => run(() => traced.explain(...args));

  return run(
    () => fn({ span, fetch, log: logIn(run, logger), run: (call) => run(call) }),
    () => settle(span, () => noteReturn(span)),
    (error) => settle(span, () => noteError(span, error)),
  );
}

function nothing(_) {}

/** The options of a table, out of checked ones. What belongs to the action takes its context from the scope. */
function pick(settings, known) {
  const names = Object.keys(known).filter((name) => name !== 'context');
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/** Whether a scope is that of the action, or of a span below it. In it may also be one of another trace. */
function isBelow(around, span) {
  return around?.action === span && around.context?.traceId === span.context?.traceId;
}

function spanOf(name, { kind, context, root, attributes, sampler, enabled, errors, ...output }) {
  const parent = root ? undefined : (contextOf(context) ?? scope()?.context ?? documentContext());
  const page = parent ? undefined : pageContext();
  const { service, log, dialect } = outputOf(output);
  const opened = switchedOff(enabled) ? undefined : openContext(parent, sampler);
  const settings = {
    name,
    kind,
    context: opened,
    parentId: parentOf(opened, parent),
    service,
    log,
    dialect,
    links: page && linksTo([page]),
    hiddenHop: undefined,
    isLate: lateSampling(errors),
  };
  return new Span(settings).setAttributes(attributes ?? {});
}

/** A logger that writes in the scope of the action. */
function logIn(run, logger) {
  const methods = Object.entries(logger).map(([name, method]) => {
    const call = (...args) => run(() => method(...args));
    return [name, name === 'child' ? (fields) => logIn(run, method(fields)) : call];
  });
  return Object.fromEntries(methods);
}
