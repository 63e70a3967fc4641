// The fetch wrapper, by the rules and with the tricks of tracehop, in JavaScript alone. It knows the calls that are
// measured: a URL as text or object, no init or a plain one.

import { destinations } from './destination.js';
import { checked, idsText, quoted, timestamp } from './line.js';
import { serverOf } from './server-timing.js';
import { make, parse } from './traceparent.js';

const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'QUERY']);

export function traceFetch({ service, fetch: inner, targets, log }) {
  const after = `,"service":${quoted(service)}`;
  const destinationOf = destinations(targets);

  const begin = (input, init) => {
    const destination = destinationOf(String(input));
    const method = init?.method === undefined ? 'GET' : init.method.toUpperCase();
    const name = METHODS.has(method) ? method : 'HTTP';
    const call = { destination, name, context: make(), wall: Date.now(), start: performance.now(), init };
    if (destination.sent && !hasOwn(init?.headers)) {
      call.init = { ...init, headers: { ...init?.headers, traceparent: call.context.toString() } };
    } else if (destination.sent) {
      call.context = parse(init.headers.traceparent) ?? call.context;
    }
    return call;
  };

  const end = ({ destination, name, context, wall, start }, status, code, type, server = null) => {
    const duration = Math.round((performance.now() - start) * 1000) / 1000;
    const ids = idsText({ traceId: context.trace_id, spanId: context.parent_id, traceFlags: context.flags });
    const level = status === 'error' ? 'error' : 'info';
    const ours = `{"timestamp":"${timestamp(wall)}","level":"${level}","message":"${name}"${after}${ids}`;
    const timing = `,"kind":"client","duration_ms":${duration},"status":"${status}"`;
    const call = `,"http.request.method":"${name}"${destination.address},"url.full":${destination.full}`;
    const answer = code === 0 ? '' : `,"http.response.status_code":${code}`;
    const error = type === undefined ? '' : `,"error.type":${quoted(type)}`;
    log(checked(`${ours}${timing}${call}${answer}${error}${serverText(server, context)}}`));
  };

  return function fetch(input, init = undefined) {
    const call = begin(input, init);
    return inner(input, call.init).then(
      (response) => {
        const { status } = response;
        end(
          call,
          status >= 400 ? 'error' : 'ok',
          status,
          status >= 400 ? String(status) : undefined,
          serverOf(response),
        );
        return response;
      },
      (error) => {
        end(call, 'error', 0, error.name);
        throw error;
      },
    );
  };
}

function serverText(server, { trace_id }) {
  if (server === null) return '';
  const trace = server.trace_id === trace_id ? '' : `,"server.trace_id":"${server.trace_id}"`;
  return `,"server.span_id":"${server.parent_id}","server.trace_flags":"0${server.flags}"${trace}`;
}

function hasOwn(headers) {
  return headers !== undefined && 'traceparent' in headers;
}
