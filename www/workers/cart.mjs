// Holds carts. The look-up is a span of its own inside the request's.
import { createLogger, startActiveSpan, traceHandler } from 'tracehop';

const log = createLogger();

export default {
  fetch: traceHandler(
    async (request) => {
      const id = new URL(request.url).pathname.split('/').pop();
      log.debug('cart requested', { cart: id, traceparent: request.headers.get('traceparent') });
      const items = await startActiveSpan('load cart', { attributes: { 'db.operation.name': 'SELECT' } }, async () => {
        await scheduler.wait(14 + Math.random() * 8);
        return [
          { sku: 'tea-250', quantity: 2 },
          { sku: 'cup-blue', quantity: 1 },
        ];
      });
      log.info('cart loaded', { cart: id, items: items.length });
      return Response.json({ id, items, total: 41.7 });
    },
    { service: 'cart' },
  ),
};
