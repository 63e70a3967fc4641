/** The middleware around requests that are nothing but objects, in every runtime: what no client would send. */

import { createLogger, startActiveSpan, stats } from 'tracehop';
import { traceMiddleware } from 'tracehop/node';
import { deepEqual, equal, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
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

const readOnly = (object, name, value) => Object.defineProperty(object, name, { value, writable: false });
const misfits = {
  'a frozen request': ([request, response]) => [Object.freeze(request), response],
  'a frozen response': ([request, response]) => [request, Object.freeze(response)],
  'a response without once': ([request, { once, ...response }]) => [request, response],
  'a response whose once throws': ([request, response]) => [
    request,
    Object.assign(response, {
      once() {
        throw new Error('mock');
      },
    }),
  ],
  'a request without emit': ([{ emit, ...request }, response]) => [request, response],
  'a request whose emit is read-only': ([request, response]) => [readOnly(request, 'emit', () => {}), response],
  'a response whose writeHead is read-only': ([request, response]) => [
    request,
    readOnly(response, 'writeHead', () => {}),
  ],
  'a request that is nothing': ([, response]) => [undefined, response],
  'a request that cannot be read': ([, response]) => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return [proxy, response];
  },
};
for (const [name, misfit] of Object.entries(misfits)) {
  claim(`${name} costs no answer: next runs once, and the books balance`, async () => {
    let runs = 0;
    const next = () => {
      runs++;
      return 'ran';
    };
    const { result } = await withConsole(() => traceMiddleware({ log: false })(...misfit(fakes({ headers })), next));
    deepEqual([result, runs], ['ran', 1]);
    balance(name);
  });
}

claim('in Hono and Koa next runs, untraced, and the console says once what to do instead', async () => {
  const before = stats();
  const { calls, result } = await withConsole(async () => {
    const answers = [];
    for (let n = 0; n < 2; n++) answers.push(await traceMiddleware({ log: false })({ req: {} }, async () => 'ran'));
    return answers;
  });
  deepEqual(result, ['ran', 'ran']);
  const said = calls.filter(([, text]) => /traceHandler\(app\).*ctx\.req, ctx\.res/.test(text));
  // An earlier claim has a response that is none, and what is said once is said.
  equal(said.length <= 1, true);
  deepEqual(since(before), { created: 2, failed: 2 });
});

claim('a middleware in a middleware is one request', async () => {
  const lines = lineCollector();
  const [outer, inner] = ['app', 'part'].map((service) => traceMiddleware({ log: lines.log, service }));
  const [request, response] = fakes({ headers });
  await outer(request, response, () => inner(request, response, () => createLogger().info('work')));
  response.emit('finish');
  const [work, span, ...more] = lines.all();
  deepEqual([work.span_id, work.service, span.service, more.length], [span.span_id, 'part', 'app', 0]);
});
