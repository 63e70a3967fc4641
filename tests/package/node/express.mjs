/** The middleware in a real Express: routers, a body parser, and an error that Express answers itself. */

import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import express from 'express';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../suite/support/examples.js';
import { readLine } from '../suite/support/lines.js';
import { portOf } from '../port.mjs';

export async function checkExpress(consumer) {
  // From a file beside the installed package, so that a user's import finds it.
  const entry = join(consumer, 'express-entry.mjs');
  await writeFile(
    entry,
    "export { createLogger, getActiveSpan } from 'tracehop';\nexport { traceMiddleware } from 'tracehop/node';\n",
  );
  const { createLogger, getActiveSpan, traceMiddleware } = await import(pathToFileURL(entry).href);

  const written = [];
  const lines = () => written.map(readLine);
  const app = express();
  app.use(traceMiddleware({ service: 'shop', log: (line) => written.push(line) }));
  app.use(express.json());
  const router = express.Router();
  router.post('/items/:id', async (request, response) => {
    createLogger().info('item', request.body);
    response.set('Server-Timing', 'db;dur=5').json({ id: request.params.id });
  });
  router.get('/', (request, response) => response.json([]));
  router.get('/throw', async () => {
    throw new RangeError('secret');
  });
  app.use('/cart', router);
  app.get('/named/:id', (request, response) => {
    getActiveSpan().setName('GET /named/{id}');
    response.json([]);
  });
  app.use((error, request, response, next) => {
    createLogger().error(error);
    response.status(500).json({ error: 'sorry' });
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = async (path, init) => {
    written.length = 0;
    const response = await fetch(`http://127.0.0.1:${portOf(server)}${path}`, {
      headers: { traceparent: HEADER },
      ...init,
    });
    const body = await response.json();
    for (let n = 0; n < 100 && !lines().some((line) => line.kind === 'server'); n++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return { response, body };
  };

  await report.check('express: one trace through body parser and router, with the path as it was sent', async () => {
    const headers = { traceparent: HEADER, 'content-type': 'application/json' };
    const { response, body } = await call('/cart/items/7?x=1', { method: 'POST', headers, body: '{"count":3}' });
    deepEqual(body, { id: '7' });
    match(response.headers.get('server-timing'), new RegExp(`^db;dur=5, traceparent;desc="00-${TRACE_ID}-`));
    const [item, span] = lines();
    deepEqual([item.message, item.count, item.trace_id, item.span_id], ['item', 3, TRACE_ID, span.span_id]);
    deepEqual([span.parent_id, span['url.path'], span['http.response.status_code']], [PARENT_ID, '/cart/items/7', 200]);
    deepEqual([span.message, span['http.route']], ['POST /cart/items/:id', '/cart/items/:id']);
  });

  await report.check('express: its own error handler logs in the trace, and the span is an error', async () => {
    const { response, body } = await call('/cart/throw');
    deepEqual([response.status, body], [500, { error: 'sorry' }]);
    const [log, span] = lines();
    deepEqual([log['exception.type'], log.trace_id, log.span_id], ['RangeError', TRACE_ID, span.span_id]);
    deepEqual([span.status, span['error.type'], lines().length], ['error', '500', 2]);
  });

  await report.check('express: what nobody answers is a 404 of Express', async () => {
    const { status } = await fetch(`http://127.0.0.1:${portOf(server)}/nowhere`);
    equal(status, 404);
    const span = lines().find((line) => line['url.path'] === '/nowhere');
    deepEqual([span.message, span['http.route']], ['GET', undefined]);
  });

  await report.check('express: the path of a router itself, and a route that the application names', async () => {
    await call('/cart');
    equal(lines().at(-1).message, 'GET /cart');
    await call('/named/7');
    equal(lines().at(-1).message, 'GET /named/{id}');
  });
  server.close();
  server.closeAllConnections();
  await checkErrors(traceMiddleware);
}

/** An application whose errors are answered by the middleware. */
async function checkErrors(traceMiddleware) {
  const written = [];
  const serve = async (options, use) => {
    written.length = 0;
    const app = express();
    const trace = traceMiddleware({ log: (line) => written.push(line), ...options });
    app.use(trace);
    app.get('/throw', async () => {
      throw new RangeError('secret');
    });
    app.get('/missing', async () => {
      throw Object.assign(new Error('none'), { status: 404 });
    });
    app.use(trace.errors);
    // What goes on to Express itself is printed there.
    app.set('env', 'test');
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await use((path) => fetch(`http://127.0.0.1:${portOf(server)}${path}`, { headers: { traceparent: HEADER } }));
    for (let n = 0; n < 100 && !written.some((line) => line.includes('"kind"')); n++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    server.close();
    server.closeAllConnections();
    return written.map(readLine);
  };
  const errorResponse = ({ traceId }, error, request) =>
    Response.json({ error: error.name, traceId, message: request.path }, { status: error.status ?? 500 });

  await report.check('express: errorResponse answers an error of a route in the shape of the API', async () => {
    const [log, span, ...more] = await serve({ errorResponse }, async (call) => {
      const response = await call('/throw');
      match(response.headers.get('server-timing'), new RegExp(TRACE_ID));
      deepEqual(
        [response.status, await response.json()],
        [500, { error: 'RangeError', traceId: TRACE_ID, message: '/throw' }],
      );
    });
    deepEqual([log['exception.type'], log.span_id, more.length], ['RangeError', span.span_id, 0]);
    deepEqual([span.status, span['error.type'], span['http.response.status_code']], ['error', 'RangeError', 500]);
  });

  await report.check('express: an error that is answered with a 404 is no failure of the span', async () => {
    const [, span] = await serve({ errorResponse }, async (call) => equal((await call('/missing')).status, 404));
    deepEqual([span.status, span['http.response.status_code']], ['unset', 404]);
  });

  await report.check('express: without errorResponse the error is noted and goes on to Express', async () => {
    const [log, span] = await serve({}, async (call) => {
      const response = await call('/throw');
      deepEqual([response.status, (await response.text()).includes('Error')], [500, true]);
    });
    deepEqual([log['exception.type'], span['error.type'], span.status], ['RangeError', 'RangeError', 'error']);
  });

  await report.check('express: while tracing is off the error goes on', async () => {
    const lines = await serve({ errorResponse, enabled: false }, async (call) =>
      equal((await call('/throw')).status, 500),
    );
    equal(lines.length, 0);
  });
}
