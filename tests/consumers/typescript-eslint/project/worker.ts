// A worker with a service binding, as strict projects write it.

import { createLogger, traceFetch, traceHandler, type HandlerOptions } from 'tracehop';

interface Env {
  STOCK: { fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> };
  SERVICE: string;
}

const log = createLogger();
const route: HandlerOptions['route'] = ({ url }) => new URL(url).pathname.replace(/\d+/g, ':id');

export default {
  fetch: traceHandler(
    async (request: Request, env: Env) => {
      log.info('asked', { method: request.method });
      const stock = traceFetch({ fetch: env.STOCK, targets: ['https://stock'] });
      return await stock('https://stock/items');
    },
    (env) => ({ service: env.SERVICE, route, errors: 'always' }),
  ),
};

export function unbound(env: Env): unknown {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- the linter finds what would be a TypeError at set-up
  return () => traceFetch({ fetch: env.STOCK.fetch });
}
