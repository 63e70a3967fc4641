import { extract, traceFetch } from 'tracehop';
import { deepEqual, equal, match, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { consoleMethod, lineCollector, readLine, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch span');

/** Calls a traced stand-in once. @returns the line. */
async function lineOf(url, { init, answer, ...options } = {}) {
  const lines = lineCollector();
  const traced = traceFetch({ fetch: recordingFetch(answer).fetch, log: lines.log, ...options });
  await traced(url, init).catch(() => {});
  return lines.one();
}

const status = (code) => () => new Response(null, { status: code });
const failing = (error) => () => Promise.reject(error);

claim('has the documented keys, in order', async () => {
  const line = await lineOf('https://stock.example/items?q=1', {
    service: 'cart',
    context: extract({ traceparent: HEADER }),
  });
  deepEqual(Object.keys(line), [
    'timestamp',
    'level',
    'message',
    'service',
    'trace_id',
    'span_id',
    'parent_id',
    'trace_flags',
    'kind',
    'duration_ms',
    'status',
    'http.request.method',
    'server.address',
    'server.port',
    'url.full',
    'http.response.status_code',
  ]);
  const { timestamp, duration_ms, span_id, ...rest } = line;
  match(span_id, /^[0-9a-f]{16}$/);
  deepEqual(rest, {
    level: 'info',
    message: 'GET',
    service: 'cart',
    trace_id: TRACE_ID,
    parent_id: PARENT_ID,
    trace_flags: '01',
    kind: 'client',
    status: 'ok',
    'http.request.method': 'GET',
    'server.address': 'stock.example',
    'server.port': 443,
    'url.full': 'https://stock.example/items?q=1',
    'http.response.status_code': 200,
  });
});

claim('names the server by host and number of port', async () => {
  for (const [url, address, port] of [
    ['https://a.example/', 'a.example', 443],
    ['http://a.example/', 'a.example', 80],
    ['http://a.example:8787/', 'a.example', 8787],
    ['http://127.0.0.1:1/', '127.0.0.1', 1],
  ]) {
    const line = await lineOf(url);
    deepEqual([line['server.address'], line['server.port']], [address, port], url);
  }
});

claim('is named by the method, never by the path', async () => {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const line = await lineOf('https://a.example/secret', { init: { method } });
    deepEqual([line.message, line['http.request.method']], [method, method]);
  }
  equal((await lineOf('https://a.example/', { init: { method: 'post' } }))['http.request.method'], 'POST');
  const other = await lineOf('https://a.example/', { init: { method: 'PURGE' } });
  deepEqual([other.message, other['http.request.method']], ['HTTP', '_OTHER']);
});

claim('4xx and 5xx are errors with the status as error.type', async () => {
  for (const code of [400, 404, 500, 504]) {
    const line = await lineOf('https://a.example/', { answer: status(code) });
    deepEqual([line.status, line['http.response.status_code'], line['error.type']], ['error', code, String(code)]);
  }
  for (const code of [200, 204, 301, 304]) {
    const line = await lineOf('https://a.example/', { answer: status(code) });
    deepEqual([line.status, line['http.response.status_code'], 'error.type' in line], ['ok', code, false]);
  }
});

claim('no response: an error with its name and no status code', async () => {
  for (const [error, type] of [
    [new TypeError('secret host'), 'TypeError'],
    [new RangeError('x'), 'RangeError'],
    [new DOMException('x', 'NetworkError'), 'NetworkError'],
  ]) {
    const line = await lineOf('https://a.example/', { answer: failing(error) });
    deepEqual([line.status, line['error.type'], 'http.response.status_code' in line], ['error', type, false]);
    equal(JSON.stringify(line).includes('secret'), false);
  }
  for (const odd of [undefined, null, 'text', 5, Symbol('s'), {}]) {
    equal((await lineOf('https://a.example/', { answer: failing(odd) })).status, 'error');
  }
});

claim("a caller's abort is not an error: unset, cancelled", async () => {
  const controller = new AbortController();
  const answer = () =>
    new Promise((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
      controller.abort();
    });
  const line = await lineOf('https://a.example/', { init: { signal: controller.signal }, answer });
  deepEqual([line.status, line.cancelled, 'error.type' in line], ['unset', true, false]);
});

claim("an abort with the caller's own reason is cancelled too", async () => {
  for (const reason of [new Error('the user left'), 'text']) {
    const signal = AbortSignal.abort(reason);
    const line = await lineOf('https://a.example/', { init: { signal }, answer: failing(reason) });
    deepEqual([line.status, line.cancelled], ['unset', true]);
  }
});

claim('a timeout is an error of type TimeoutError', async () => {
  const signal = AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
  const line = await lineOf('https://a.example/', { init: { signal }, answer: failing(signal.reason) });
  deepEqual([line.status, line['error.type'], 'cancelled' in line], ['error', 'TimeoutError', false]);
});

claim('url.full says no user, no password and no signature', async () => {
  const secret = 'T0PSECRET';
  for (const name of [
    'X-Amz-Signature',
    'X-Amz-Credential',
    'X-Amz-Security-Token',
    'AWSAccessKeyId',
    'Signature',
    'sig',
    'X-Goog-Signature',
    'token',
    'access_token',
    'api_key',
    'password',
    'code',
  ]) {
    const line = await lineOf(`https://user:${secret}@a.example/p?keep=1&${name}=${secret}&also=2`);
    equal(line['url.full'], `https://REDACTED:REDACTED@a.example/p?keep=1&${name}=REDACTED&also=2`, name);
    equal(JSON.stringify(line).includes(secret), false, name);
  }
  const user = await lineOf(`https://${secret}@a.example/`);
  equal(JSON.stringify(user).includes(secret), false, 'a user alone');
});

claim('redact() gets the redacted URL and says what is written', async () => {
  const seen = [];
  const redact = (url) => {
    seen.push(url);
    return url.replace(/customers\/\d+/, 'customers/ID');
  };
  const line = await lineOf('https://a.example/customers/42?token=T0PSECRET', { redact });
  equal(line['url.full'], 'https://a.example/customers/ID?token=REDACTED');
  deepEqual(seen, ['https://a.example/customers/42?token=REDACTED']);
});

claim('a redact() that throws, or gives no text, breaks nothing and leaks nothing', async () => {
  for (const redact of [
    () => {
      throw new Error('from redact');
    },
    () => undefined,
    () => 5,
    () => Symbol('s'),
  ]) {
    const { result } = await withConsole(() => lineOf('https://a.example/customers/42', { redact }));
    equal(JSON.stringify(result).includes('customers/42'), false);
    equal(typeof result['url.full'], 'string');
    equal(result['http.response.status_code'], 200);
  }
});

claim('onStart and onEnd see the span, and may add fields', async () => {
  const seen = [];
  const response = new Response('ok');
  const line = await lineOf('https://a.example/items?q=1', {
    init: { method: 'put' },
    answer: () => response,
    onStart: (span, request) => {
      seen.push(['start', span.context.spanId, request.url, request.method]);
      span.setAttribute('app.started', true);
    },
    onEnd: (span, result) => {
      seen.push(['end', span.context.spanId, result.response === response, 'error' in result]);
      span.setAttribute('app.ended', true);
    },
  });
  deepEqual(seen, [
    ['start', line.span_id, 'https://a.example/items?q=1', 'PUT'],
    ['end', line.span_id, true, false],
  ]);
  deepEqual([line['app.started'], line['app.ended']], [true, true]);
});

claim('onEnd gets the error when there is no response', async () => {
  const error = new TypeError('refused');
  const results = [];
  await lineOf('https://a.example/', { answer: failing(error), onEnd: (span, result) => results.push(result) });
  equal(results.length, 1);
  equal(results[0].error, error);
  equal(results[0].response, undefined);
});

claim('a hook that throws is reported once and changes nothing', async () => {
  for (const hook of ['onStart', 'onEnd']) {
    const lines = lineCollector();
    const response = new Response('ok');
    const thrower = () => {
      throw new Error(`from ${hook}`);
    };
    const traced = traceFetch({ fetch: recordingFetch(() => response).fetch, log: lines.log, [hook]: thrower });
    const { calls } = await withConsole(async () => {
      for (let n = 0; n < 3; n++) equal(await traced('https://a.example/'), response);
    });
    equal(calls.length, 1, `${hook}: reports`);
    equal(lines.texts().length, 3, hook);
    equal(
      lines.all().every((line) => line.status === 'ok'),
      true,
      hook,
    );
  }
});

claim('a hook that rejects is no unhandled rejection', async () => {
  const rejecting = async () => {
    throw new Error('from the hook');
  };
  await withConsole(async () => {
    await lineOf('https://a.example/', { onStart: rejecting, onEnd: rejecting });
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

claim('goes to the console as one argument by default, and nowhere with log: false', async (host) => {
  const { fetch } = recordingFetch();
  const { calls } = await withConsole(async () => {
    await traceFetch({ fetch })('https://a.example/%s');
    await traceFetch({ fetch, log: false })('https://a.example/');
  });
  equal(calls.length, 1);
  deepEqual([calls[0][0], calls[0].length], [consoleMethod(host, 'info'), 2]);
  equal(readLine(calls[0][1])['url.full'], 'https://a.example/%s');
});

claim('a log that throws changes nothing for the caller', async () => {
  const response = new Response('ok');
  const log = () => {
    throw new Error('from the log');
  };
  const error = new TypeError('refused');
  await withConsole(async () => {
    equal(await traceFetch({ fetch: recordingFetch(() => response).fetch, log })('https://a.example/'), response);
    await rejects(traceFetch({ fetch: recordingFetch(failing(error)).fetch, log })('https://a.example/'), error);
  });
});

claim('duration_ms is the time until headers, not until the body', async () => {
  const slow = () => new Promise((resolve) => setTimeout(() => resolve(new Response(new ReadableStream())), 40));
  const line = await lineOf('https://a.example/', { answer: slow });
  equal(line.duration_ms >= 30 && line.duration_ms < 5000, true, `duration ${line.duration_ms}`);
});
