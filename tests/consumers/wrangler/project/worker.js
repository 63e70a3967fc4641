import { createLogger, traceFetch, traceHandler } from 'tracehop';
import { make } from 'tracehop/traceparent';
import { parse } from 'tracehop/tracestate';

const log = createLogger();
const fetch = traceFetch({ targets: [(url) => url.pathname.startsWith('/echo/')] });

export default {
  fetch: traceHandler(async (request, env) => {
    log.info('cart opened');
    await fetch(`${env.API}/echo/stock`);
    return new Response(`${make()} ${parse('vendor=x').set('shop', 'cart')}`);
  }, { service: 'cart' }),
};
