// Reserves what is in a cart.
import { createLogger, traceHandler } from 'tracehop';

const log = createLogger();

export default {
  fetch: traceHandler(
    async (request) => {
      const items = await request.json();
      log.debug('reservation requested', { items, traceparent: request.headers.get('traceparent') });
      await scheduler.wait(9 + Math.random() * 6);
      log.info('items reserved', { items: items.length, warehouse: 'north' });
      return Response.json({ reserved: true }, { status: 201 });
    },
    { service: 'inventory' },
  ),
};
