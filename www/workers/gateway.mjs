// The shop's front door, called by the page: reads the cart, then charges and reserves at the same time.
import { env } from 'cloudflare:workers';
import { createLogger, traceFetch, traceHandler } from 'tracehop';

const log = createLogger();
const fetch = traceFetch({ targets: [env.CART, env.PAYMENT, env.INVENTORY] });

export default {
  fetch: traceHandler(
    async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const { cookie, ...headers } = Object.fromEntries(request.headers);
      log.info('checkout received', { headers });
      if (pathname !== '/api/checkout') return Response.json({ error: 'no such resource' }, { status: 404 });

      const cart = await (await fetch(`${env.CART}/carts/c-1042`)).json();
      const [payment] = await Promise.all([
        fetch(`${env.PAYMENT}/charges?${searchParams}`, {
          method: 'POST',
          body: JSON.stringify({ amount: cart.total }),
        }),
        fetch(`${env.INVENTORY}/reservations`, { method: 'POST', body: JSON.stringify(cart.items) }),
      ]);
      if (!payment.ok) {
        log.error('checkout failed', { cart: cart.id, payment_status: payment.status });
        return Response.json({ error: 'payment failed' }, { status: 502 });
      }
      const { authorization } = await payment.json();
      log.info('order placed', { cart: cart.id, total: cart.total, authorization });
      return Response.json({ order: 'o-7731', authorization }, { status: 201 });
    },
    { service: 'gateway' },
  ),
};
