// An edge worker that answers with what it fetched.
import { createLogger, traceFetch, traceHandler } from 'tracehop';

const log = createLogger({ service: 'edge' });
const fetch = traceFetch({ service: 'edge', targets: ['https://api.example'] });

export default {
  fetch: traceHandler({ service: 'edge' }, (request) => {
    log.info('a request', { method: request.method });
    return fetch('https://api.example/v1/items');
  }),
};
