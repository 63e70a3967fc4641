/** Behind a service binding. */

import { WorkerEntrypoint } from 'cloudflare:workers';
import { traceHandler } from 'tracehop';

export default traceHandler(
  class Stock extends WorkerEntrypoint {
    fetch(request) {
      return Response.json({ traceparent: request.headers.get('traceparent'), name: this.env.NAME });
    }
  },
  (/** @type {{ NAME: string }} */ env) => ({ service: env.NAME }),
);
