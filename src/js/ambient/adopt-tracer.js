// Any other tracer: the application names the span that is active in it. What has registered with OpenTelemetry's API
// is found without that.

import { adopt } from '../context/context.js';
import { hook } from '../host/hook.js';
import { checkOptions } from '../options/options.js';
import { call, flag } from '../options/rows.js';
import { provideOther } from './scope.js';

const tracerOptions = { activeSpan: call, instrumentsFetch: flag };

export function adoptTracer(options) {
  const { activeSpan, instrumentsFetch } = checkOptions('adoptTracer', options, tracerOptions);
  if (activeSpan === undefined) throw new TypeError('adoptTracer: option activeSpan is missing');
  const before = provideOther({
    find: () => operationOf(hook('activeSpan', activeSpan)) ?? before?.find() ?? undefined,
    sends: () => instrumentsFetch === true || before?.sends?.() === true,
    enter: (context, fn) => (before?.enter ? before.enter(context, fn) : fn()),
  });
}

/** The operation that the application names, as text or by its ids; undefined where these are none. */
function operationOf(span) {
  const context = adopt(typeof span === 'string' ? span : headerOf(span));
  return context === null ? undefined : { context, parentId: undefined, isServer: span.isServer === true };
}

function headerOf(span) {
  const { traceId, spanId, traceFlags = 1 } = Object(span);
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}
