// A page, as strict projects write it.

import { action, configure, createLogger, startActiveSpan, traceFetch } from 'tracehop';
import { tracePage } from 'tracehop/page';

configure({ service: 'shop', level: 'info', targets: [location.origin] });
export const undo = tracePage({ redact: (url) => url });

const log = createLogger();
const fetch = traceFetch({ errors: 'always', onEnd: (span, { response }) => span.setAttribute('ok', response?.ok) });

export async function buy(id: string): Promise<number> {
  return await action('buy', async ({ span, fetch, log, run }) => {
    const cart = await fetch('/api/cart', { method: 'POST', tracehop: { template: '/api/cart' } });
    log.info('cart made', { status: cart.status });
    span.setName('buy an item').setAttribute('item', id);
    await run(load);
    return cart.status;
  });
}

export async function load(): Promise<Response> {
  log.debug('loading');
  return await startActiveSpan('load', { root: true }, () => fetch('/api/items', { tracehop: { root: true } }));
}
