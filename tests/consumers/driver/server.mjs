/** A server that was written by a user, called over HTTP by somebody who has a trace already. */

import { report } from '../../package/report.mjs';
import { match } from '../../package/suite/support/assert.js';
import { HEADER, PARENT_ID } from '../../package/suite/support/examples.js';
import { startApi } from './api.mjs';
import { isContinuedTrace, linesIn } from './trace.mjs';
import { eventually } from './wait.mjs';

/**
 * The program of programs/server in one runtime.
 *
 * @param start `(env) => Promise<{url, output}>`: starts the server with these variables.
 */
export async function checkServer(label, start) {
  const api = await startApi();
  try {
    const { url, output } = await start({ API: api.origin });
    await report.check(`${label}: a server continues its caller's trace, in its calls and its lines`, async () => {
      const response = await fetch(url, { headers: { traceparent: HEADER } });
      match(
        await response.text(),
        /^00-[0-9a-f]{32}-[0-9a-f]{16}-03 shop=cart,vendor=x$/,
        'what the entries for headers made',
      );
      await linesAreOneTrace(output, api.call('/echo/stock'), 'cart opened');
    });
  } finally {
    await api.stop();
  }
}

/** Waits for the span that continues the trace, which is written after the response, and compares. */
export async function linesAreOneTrace(output, call, message) {
  await eventually(() => linesIn(output()).some((line) => line.parent_id === PARENT_ID));
  isContinuedTrace(call, linesIn(output()), message);
}
