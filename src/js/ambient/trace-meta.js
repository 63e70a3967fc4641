// The tag by which HTML names the trace of the request that it answers, for src/js/ambient/document.js to find.

import { asContext } from '../context/context.js';
import '../context/other-copies.js';
import { wallClock } from '../host/host.js';
import { scope } from './scope.js';

export function traceMeta(given = scope()?.context) {
  // Where tracing cannot work there is nothing to name, and the HTML goes out all the same.
  if (given === undefined) return '';
  const context = asContext(given);
  if (context === undefined) throw new TypeError('traceMeta: the context must be a TraceContext, as handlers get');
  return `<meta name="traceparent" content="${context.traceparent}" data-time="${Math.round(wallClock())}">`;
}
