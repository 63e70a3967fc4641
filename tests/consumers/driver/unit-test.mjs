/** A user's test of programs/page/checkout.js, run by a test runner. */

import { report } from '../../package/report.mjs';
import { startApi } from './api.mjs';
import { isOneTrace, linesIn } from './trace.mjs';

/** @param run `(env) => Promise<output>`: runs the tests with these variables. */
export async function checkUnitTest(label, run) {
  const api = await startApi();
  try {
    await report.check(`${label}: what a test calls has a traceparent, and its lines are the same trace`, async () => {
      const output = await run({ API: api.origin });
      isOneTrace(api.call('/echo/checkout'), linesIn(output), 'checkout pressed');
    });
  } finally {
    await api.stop();
  }
}
