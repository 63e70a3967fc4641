// The ambient context, for applications.

import { asContext } from '../context/context.js';
import { isEnabled } from './enabled.js';
import { noContext, scope } from './scope.js';
import { within } from './within.js';
import '../headers/tracestate.js';

export function runWithTrace(given, fn) {
  const context = asContext(given);
  if (context === undefined) {
    throw new TypeError('runWithTrace: the context must be a TraceContext, as extract and getTraceContext give');
  }
  if (typeof fn !== 'function') throw new TypeError('runWithTrace: fn must be a function');
  return within(context, undefined, { service: undefined, log: undefined, dialect: undefined, level: undefined }, fn);
}

export function getTraceContext() {
  return isEnabled() ? (scope()?.context ?? noContext()) : undefined;
}

export function getActiveSpan() {
  return isEnabled() ? (scope()?.span ?? noContext()) : undefined;
}
