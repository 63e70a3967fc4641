// The server's own operation, where the response of a call names it.

import { adopt } from '../context/context.js';
import { serverIn } from '../headers/server-timing.js';

/** Adds the server's operation to a client's span, where the platform lets us see it. Never throws. */
export function noteServer(span, response) {
  try {
    const server = serverIn(response.headers, adopt);
    if (server === null) return;
    span.setAttribute('server.span_id', server.spanId).setAttribute('server.trace_flags', `0${server.traceFlags}`);
    if (server.traceId !== span.context.traceId) span.setAttribute('server.trace_id', server.traceId);
  } catch {
    // Headers that cannot be read name nothing.
  }
}
