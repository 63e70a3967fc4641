/** Whom the service calls back: notes the head of each call, line by line as it came. */

import { startEchoServer } from '../../package/echo-server.mjs';

export async function startCallbacks() {
  const calls = new Map();
  const server = await startEchoServer((request, response, path) => {
    const noted = calls.get(path);
    if (noted === undefined) return false;
    const { rawHeaders } = request;
    noted.push(Array.from({ length: rawHeaders.length / 2 }, (_, n) => [rawHeaders[2 * n], rawHeaders[2 * n + 1]]));
    request.resume().on('end', () => response.end());
    return true;
  });
  return {
    /** What to send to the service so that it calls back so many times, and the heads of those calls, as they come. */
    ask(count) {
      const path = `/callback/${calls.size}`;
      const heads = [];
      calls.set(path, heads);
      const entry = { url: server.origin + path, arguments: [] };
      return { body: JSON.stringify(Array.from({ length: count }, () => entry)), heads };
    },
    stop: () => server.stop(),
  };
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-(0[0-3])$/;

/**
 * The trace context of a call, by its head. @throws where it is not exactly one valid traceparent and at most one
 * tracestate
 */
export function contextOf(head) {
  const lines = (name) => head.filter(([written]) => written.toLowerCase() === name);
  const [traceparents, tracestates] = [lines('traceparent'), lines('tracestate')];
  const fields = traceparents.length === 1 ? TRACEPARENT.exec(traceparents[0][1]) : null;
  if (fields === null) throw new Error(`not one valid traceparent left, but ${JSON.stringify(traceparents)}`);
  if (tracestates.length > 1 || tracestates[0]?.[1] === '') {
    throw new Error(`not one tracestate or none left, but ${JSON.stringify(tracestates)}`);
  }
  for (const [name] of [...traceparents, ...tracestates]) {
    if (name !== name.toLowerCase()) throw new Error(`${name} left, which should be sent in lower case`);
  }
  const [, traceId, parentId, flags] = fields;
  return { traceId, parentId, flags, tracestate: tracestates[0]?.[1] ?? '' };
}
