// Authorizes charges. In the `error` scenario it throws, three hops away from the browser.
import { createLogger, traceHandler } from 'tracehop';

const log = createLogger();

class LedgerUnavailable extends Error {
  name = 'LedgerUnavailable';
}

export default {
  fetch: traceHandler(
    async (request) => {
      const { amount } = await request.json();
      log.debug('authorization requested', { amount, traceparent: request.headers.get('traceparent') });
      await scheduler.wait(22 + Math.random() * 16);
      if (new URL(request.url).searchParams.get('scenario') === 'error') {
        log.error('ledger refused the write', { amount, ledger: 'eu-2', attempts: 3 });
        throw new LedgerUnavailable('ledger eu-2 is read-only');
      }
      log.info('charge authorized', { amount });
      return Response.json({ authorization: 'a-58113' });
    },
    { service: 'bank', errorResponse: true },
  ),
};
