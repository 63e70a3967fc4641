// The server's own operation, where the response of a call names it.

import { serverIn } from '../headers/server-timing.js';

/** Adds the server's operation to a client's span, where the platform lets us see it. Never throws. */
export function noteServer(span, response) {
  try {
    const server = serverIn(response.headers);
    if (server === null) return;
    span.setAttribute('server.span_id', server.parent_id).setAttribute('server.trace_flags', `0${server.flags}`);
    if (server.trace_id !== span.context.traceId) span.setAttribute('server.trace_id', server.trace_id);
  } catch {
    // Headers that cannot be read name nothing.
  }
}
