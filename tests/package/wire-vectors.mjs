/**
 * The vectors of the processing model on the wire: their header lines as they stand, from a socket to a service, and
 * what that service sends to the next one.
 */

import { vectors } from './consumer.mjs';
import { rawRequest } from './raw-request.mjs';
import { report } from './report.mjs';
import { equal } from './suite/support/assert.js';
import { checkSent } from './suite/support/processing-check.js';

/**
 * @param {string} label
 * @param {URL} url where `suite/processing-worker.js` is served
 * @param {(value: string) => boolean} [takes] whether this server lets a value reach the service; what it does not is
 *   answered by the server itself
 */
export async function checkOnTheWire(label, url, takes = () => true) {
  const all = (await vectors()).context;
  const read = all.filter(({ headers }) =>
    headers.every(([, value]) => !/[\0\r\n]|[^\0-\xff]/.test(value) && takes(value)),
  );
  await report.check(`${label}: vectors on the wire`, async () => {
    equal(read.length > 110, true, 'tests/vectors/context.json is there');
    for (const vector of read) {
      const { headers, trust, sampler, changes, why } = vector;
      // Another Host or Baggage of a vector is no concern of the server.
      const lines = headers.filter(([name]) => name !== 'host').map(([name, value]) => `${name}: ${value}`);
      const { status, body } = await rawRequest(url, '/', [
        ...lines,
        `x-vector: ${JSON.stringify({ trust, sampler, changes })}`,
      ]);
      equal(status, 200, why);
      checkSent(vector, linesOf(JSON.parse(body).headers, why), `${why}, on the wire`);
    }
  });
}

/** The headers that left, each of which may be there once, in lower case. */
function linesOf(raw, why) {
  const only = (name) => {
    const found = raw.filter(([key]) => key.toLowerCase() === name);
    equal(found.length < 2, true, `${why}: one line of ${name}`);
    equal(found.length === 0 || found[0][0] === name, true, `${why}: ${name} in lower case`);
    return found[0]?.[1];
  };
  return { traceparent: only('traceparent'), tracestate: only('tracestate') };
}
