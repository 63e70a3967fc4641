// A hop: one request from a service to the next, with the headers as each side saw them.
import { headersIn } from './trace.js';

/**
 * @typedef {object} Hop
 * @property {string | undefined} from the service that sent, where its span is known
 * @property {string} to the service that received
 * @property {import('./trace.js').Span | undefined} client
 * @property {import('./trace.js').Span} server
 * @property {Record<string, unknown> | undefined} sent what the sender's log lines say of the headers that left
 * @property {Record<string, unknown> | undefined} received what the receiver's log lines say of the headers that
 *   arrived
 */

/**
 * @param {import('./trace.js').Trace} trace
 * @returns {Hop[]} in the order of the waterfall
 */
export function hopsOf(trace) {
  return trace.spans
    .filter(({ kind }) => kind === 'server')
    .map((server) => {
      const client = server.parent?.kind === 'client' ? server.parent : undefined;
      return {
        from: client?.service,
        to: server.service,
        client,
        server,
        sent: headersLogged(client),
        received: headersLogged(server),
      };
    });
}

/**
 * The headers that a span's log lines name.
 *
 * @param {import('./trace.js').Span | undefined} span
 */
export function headersLogged(span) {
  return span?.logs.map(headersIn).find(Boolean);
}

/**
 * The service that a client span's request reached, if it reached one.
 *
 * @param {import('./trace.js').Span} span
 */
export function reached(span) {
  return span.children.find(({ kind }) => kind === 'server')?.service;
}
