/** The middleware around requests that are nothing but objects, in every runtime: what no client would send. */

import { createLogger, startActiveSpan } from 'tracehop';
import { traceMiddleware } from 'tracehop/node';
import { deepEqual, equal, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('middleware');
const headers = { traceparent: HEADER, tracestate: 'vendor=x' };

function fakes(request) {
  const listeners = {};
  const response = {
    statusCode: 200,
    headersSent: false,
    emit: (name) => listeners[name]?.(),
    writeHead() {},
    setHeader() {},
    getHeader() {},
    once: (name, listener) => {
      listeners[name] = listener;
    },
  };
  return [{ method: 'GET', url: '/', headers: {}, emit() {}, ...request }, response];
}

claim('runs next and gives what it gave, in every runtime', async (host) => {
  const lines = lineCollector();
  const trace = traceMiddleware({ log: lines.log });
  const [request, response] = fakes({ headers });
  const result = trace(request, response, () => startActiveSpan('inner', () => 'given'));
  equal(await result, 'given');
  const error = new Error('thrown');
  await rejects(
    (async () =>
      trace(...fakes({ headers }), () => {
        throw error;
      }))(),
    error,
  );
  equal(trace(...fakes({})), undefined, 'without next');
  equal(host.runtime.length > 0, true);
});

claim('where tracing is off, next runs all the same and nothing is stamped', async () => {
  const lines = lineCollector();
  const [request, response] = fakes({ headers });
  const { writeHead } = response;
  const inside = () => void createLogger().info('inside');
  await traceMiddleware({ service: 'cart', log: lines.log, enabled: false })(request, response, inside);
  equal(response.writeHead, writeHead);
  deepEqual([lines.one().service, 'trace_id' in lines.one()], ['cart', false]);
});

claim('paths of every form are told without the host', async () => {
  for (const [url, more, path] of [
    ['/a?b=1', {}, '/a'],
    ['//evil.example/x', {}, '//evil.example/x'],
    ['*', {}, undefined],
    ['http://proxy.example/y', {}, '/y'],
    ['/rest', { originalUrl: '/mounted/rest' }, '/mounted/rest'],
    [undefined, {}, undefined],
  ]) {
    const lines = lineCollector();
    const [request, response] = fakes({ url, ...more, headers: { host: 'evil.example:99999/?' } });
    await traceMiddleware({ log: lines.log })(request, response, () => {});
    response.emit('finish');
    response.emit('close');
    equal(lines.one()['url.path'], path, String(url));
    equal(/evil\.example:99999/.test(lines.texts()[0]), false);
  }
});

claim('a broken sink, hook or sampler costs the line and not the response', async () => {
  const thrower = () => {
    throw new Error('from the application');
  };
  await withConsole(async () => {
    const trace = traceMiddleware({
      log: thrower,
      onStart: thrower,
      onEnd: thrower,
      trust: thrower,
      redact: thrower,
      sampler: { shouldSample: thrower },
    });
    const [request, response] = fakes({ headers });
    equal(await trace(request, response, () => 'given'), 'given');
    response.emit('finish');
  });
});

claim('options are checked at set-up, and only its own are known', () => {
  for (const options of [{ errorResponse: 'yes' }, { carrier() {} }, { sevice: 'x' }, { trust: 5 }, 5, () => ({})]) {
    throws(() => traceMiddleware(options), TypeError);
  }
});
