import { createLogger, startActiveSpan, traceFetch } from 'tracehop';

export function checkout(api) {
  const log = createLogger({ service: 'shop' });
  const fetch = traceFetch({ service: 'shop', targets: [api] });
  return startActiveSpan('checkout', { service: 'shop' }, () => {
    log.info('checkout pressed');
    return fetch(`${api}/echo/checkout`, { method: 'POST' });
  });
}
