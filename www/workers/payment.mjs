// Charges a card by asking the bank. In the `wrong-host` scenario its list of banks begins with an address where nobody
// answers any more: it waits, gives up and asks the next one.
import { env } from 'cloudflare:workers';
import { createLogger, traceFetch, traceHandler } from 'tracehop';

const log = createLogger();
const fetch = traceFetch({ targets: [env.BANK, env.MOVED_BANK] });

export default {
  fetch: traceHandler(
    async (request) => {
      const { searchParams } = new URL(request.url);
      const charge = await request.json();
      log.info('charge requested', { ...charge, traceparent: request.headers.get('traceparent') });
      await scheduler.wait(4 + Math.random() * 4);

      const banks = searchParams.get('scenario') === 'wrong-host' ? [env.MOVED_BANK, env.BANK] : [env.BANK];
      for (const bank of banks) {
        log.debug('asking the bank', { bank });
        try {
          const answer = await fetch(`${bank}/authorizations?${searchParams}`, {
            method: 'POST',
            body: JSON.stringify(charge),
            signal: AbortSignal.timeout(4500),
          });
          if (answer.ok) return answer;
          log.error('bank refused', { bank, bank_status: answer.status });
          break;
        } catch (error) {
          const { name } = /** @type {Error} */ (error);
          log.warn('bank does not answer, trying the next one', { bank, 'error.type': name });
        }
      }
      return Response.json({ error: 'no authorization' }, { status: 502 });
    },
    { service: 'payment' },
  ),
};
