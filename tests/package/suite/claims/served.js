/**
 * A traced handler behind the servers that Deno and Bun bring. Workers are called for real by the runner of workerd.
 */

import { createLogger, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';
import { echoed, sentTraceparent } from '../support/network.js';

const claim = about('served');

/** `handler -> {origin, stop}` for each runtime that has a server of the fetch kind. */
const servers = {
  deno(handler) {
    const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, handler);
    return { origin: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
  },
  bun(handler) {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler });
    return { origin: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
  },
};

claim(
  'one trace from the caller through the handler to the next service, 50 times at once',
  async ({ runtime, echo }) => {
    const serve = servers[runtime];
    if (serve === undefined) return;
    const lines = lineCollector();
    const logger = createLogger();
    const fetch = traceFetch({ targets: [echo] });
    const server = serve(
      traceHandler(
        async (request) => {
          await new Promise((resolve) => setTimeout(resolve, 2));
          logger.info('calling', { path: new URL(request.url).pathname });
          return fetch(echo + new URL(request.url).pathname);
        },
        { service: 'gateway', log: lines.log },
      ),
    );
    try {
      const ids = Array.from({ length: 50 }, (_, n) => TRACE_ID.slice(0, -2) + String(10 + n));
      const answers = await Promise.all(
        ids.map(async (id) => {
          const response = await globalThis.fetch(`${server.origin}/echo/${id}`, {
            headers: { traceparent: HEADER.replace(TRACE_ID, id), tracestate: 'vendor=x' },
          });
          match(response.headers.get('server-timing'), new RegExp(`traceparent;desc="00-${id}-`));
          return echoed(response);
        }),
      );
      deepEqual(
        answers.map((request) => sentTraceparent(request).split('-')[1]),
        ids,
      );
      equal(
        answers.every((request) => request.header('tracestate') === 'vendor=x'),
        true,
      );
      equal(lines.texts().length, 150);
      for (const id of ids) {
        const own = lines.all().filter((line) => line.trace_id === id);
        const [log, client, handled] = ['calling', 'client', 'server'].map((what) =>
          own.find((line) => (line.kind ?? line.message) === what),
        );
        equal(log.path, `/echo/${id}`);
        deepEqual([handled.parent_id, log.span_id, client.parent_id], [PARENT_ID, handled.span_id, handled.span_id]);
        deepEqual(
          own.map((line) => line.service),
          ['gateway', 'gateway', 'gateway'],
        );
      }
    } finally {
      await server.stop();
    }
  },
);
