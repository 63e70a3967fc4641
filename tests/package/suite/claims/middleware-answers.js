/** How a request of a real server ends: who answers it, who leaves, and in whose context its listeners hear of it. */

import { createLogger, getTraceContext } from 'tracehop';
import { traceMiddleware } from 'tracehop/node';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector, withConsole } from '../support/lines.js';

const state = about('middleware answers');

/** A claim about what Node does; other runtimes have parts of it. */
function claim(sentence, check) {
  state(sentence, async (host) => {
    if (host.runtime === 'node') await check(host);
  });
}

const pause = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));
const builtin = (name) => process.getBuiltinModule(`node:${name}`);

/** Serves `listener` while `use(origin, port)` runs. */
async function serving(server, use) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  try {
    return await use(`http://127.0.0.1:${port}`, port);
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

const summary = (line) => [line.status, line.cancelled ?? line['error.type'] ?? null];
const isError = ({ kind, level }) => kind === undefined && level === 'error';

claim('an error that somebody further out answers is what its answer is', async () => {
  for (const [code, thrown, expected] of [
    [404, new RangeError('not found'), ['unset', 404, undefined, 0]],
    [200, 'no error', ['ok', 200, undefined, 0]],
    [500, new RangeError('broken'), ['error', 500, 'RangeError', 1]],
    [503, undefined, ['error', 503, 'undefined', 1]],
  ]) {
    for (const isSync of [true, false]) {
      const lines = lineCollector();
      const trace = traceMiddleware({ log: lines.log });
      const failing = () => {
        if (isSync) throw thrown;
        return Promise.reject(thrown);
      };
      const { createServer } = builtin('http');
      const server = createServer(async (request, response) => {
        try {
          await trace(request, response, failing);
        } catch (error) {
          equal(error, thrown);
          await pause(1);
          response.writeHead(code).end();
        }
      });
      await serving(server, async (origin) => {
        await (await fetch(origin)).text();
        await pause();
      });
      const span = lines.all().find(({ kind }) => kind === 'server');
      deepEqual(
        [span.status, span['http.response.status_code'], span['error.type'], lines.all().filter(isError).length],
        expected,
        `${code}`,
      );
      equal(lines.all().at(-1).kind, 'server', 'the line of the span is the last');
    }
  }
});

claim('an error that nobody answers is an error when the caller leaves', async () => {
  const lines = lineCollector();
  const trace = traceMiddleware({ log: lines.log });
  const server = builtin('http').createServer((request, response) => {
    trace(request, response, async () => {
      throw new RangeError('lost');
    }).catch(() => {});
  });
  await serving(server, async (origin) => {
    await fetch(origin, { signal: AbortSignal.timeout(30) }).catch(() => {});
    await pause();
  });
  deepEqual([lines.all().filter(isError).length, summary(lines.all().at(-1))], [1, ['error', 'RangeError']]);
});

claim('a stream of HTTP/2 that is aborted is cancelled, and one that the server breaks is an error', async () => {
  const http2 = builtin('http2');
  const lines = lineCollector();
  const trace = traceMiddleware({ log: lines.log });
  const routes = {
    '/ok': (request, response) => response.end('x'),
    '/hang': () => {},
    '/stream': (request, response) => {
      response.write('first');
      const timer = setInterval(() => response.write('more'), 5);
      response.on('close', () => clearInterval(timer));
    },
    '/late': (request, response) => {
      response.write('x'.repeat(1 << 20));
      response.end('y'.repeat(1 << 20));
    },
    '/break': (request, response) => {
      response.write('first');
      setTimeout(() => response.stream.destroy(new RangeError('disk')), 5);
    },
  };
  const server = http2.createServer((request, response) =>
    trace(request, response, () => routes[request.url](request, response)),
  );
  server.on('stream', (stream) => stream.on('error', () => {}));
  await serving(server, async (origin) => {
    const connect = () => http2.connect(origin).on('error', () => {});
    const client = connect();
    const ask = (path, session = client) => session.request({ ':path': path }).on('error', () => {});
    const closed = (stream) => new Promise((resolve) => stream.on('close', resolve));
    const ended = async (stream, leave) => {
      leave(stream);
      await Promise.race([closed(stream), pause(200)]);
      await pause();
      return summary(lines.all().at(-1));
    };
    const cancel = (stream) => stream.close(http2.constants.NGHTTP2_CANCEL);
    const midway = (stream) => stream.once('data', () => cancel(stream));
    deepEqual(await ended(ask('/ok'), (stream) => stream.resume()), ['ok', null]);
    deepEqual(await ended(ask('/hang'), (stream) => setTimeout(cancel, 10, stream)), ['unset', true]);
    deepEqual(await ended(ask('/stream'), midway), ['unset', true]);
    deepEqual(await ended(ask('/late'), midway), ['unset', true], 'what the server has ended already');
    const other = connect();
    deepEqual(await ended(ask('/stream', other), (stream) => stream.once('data', () => other.destroy())), [
      'unset',
      true,
    ]);
    deepEqual(await ended(ask('/break'), (stream) => stream.resume()), ['error', 'RangeError']);
    equal(lines.texts().length, 6);
    client.destroy();
  });
});

/** Requests that end each other's responses, or share a connection: who hears of what in whose context. */
async function heard(use) {
  const lines = lineCollector();
  const logger = createLogger();
  let listened = 0;
  const strangers = [];
  const hear = (what, mine) => {
    listened++;
    if (getTraceContext()?.traceId !== mine) strangers.push(what);
    logger.info(what, { mine });
  };
  const trace = traceMiddleware({ log: lines.log, onEnd: (span) => hear('onEnd', span.context.traceId) });
  const waiting = [];
  const server = builtin('http').createServer((request, response) =>
    trace(request, response, () => {
      const mine = getTraceContext().traceId;
      for (const event of ['finish', 'close']) response.on(event, () => hear(`response ${event}`, mine));
      request.on('close', () => hear('request close', mine));
      if (request.url === '/poll') return void waiting.push(response);
      for (const poll of waiting.splice(0)) poll.end('news');
      return void response.end('published');
    }),
  );
  await serving(server, async (origin, port) => {
    await use(origin, port);
    await pause(50);
  });
  for (const { mine, trace_id } of lines.all()) if (mine !== undefined && mine !== trace_id) strangers.push('a line');
  return [listened, strangers];
}

claim('a long poll that another request ends is told of it in its own context', async () => {
  const polls = 5;
  const result = await heard(async (origin) => {
    const answers = Array.from({ length: polls }, async () => (await fetch(`${origin}/poll`)).text());
    await pause(80);
    await (await fetch(`${origin}/publish`)).text();
    await Promise.all(answers);
  });
  deepEqual(result, [4 * (polls + 1), []]);
});

claim('pipelined requests of one connection are told in their own contexts', async () => {
  const requests = 20;
  const result = await heard(async (origin, port) => {
    const text = Array.from({ length: requests }, (_, n) => `GET /${n} HTTP/1.1\r\nhost: x\r\n\r\n`).join('');
    const socket = builtin('net').connect(port, '127.0.0.1', () => socket.write(text));
    socket.resume();
    await pause(150);
    socket.destroy();
  });
  deepEqual(result, [4 * requests, []]);
});

claim('what Node says of wrong arguments of writeHead it says with us, too', async () => {
  const wrong = [
    [],
    ['abc'],
    [99],
    [1000],
    [200n],
    [Symbol('s')],
    [200, 'a\nb'],
    [200, ['a']],
    [200, ['a', 'b', 'c']],
    [200, 'fine', ['a']],
    [200, [['a']]],
    [200, [['a', 'b'], 5]],
    [200, { 'a b': 'x' }],
    [200, { a: undefined }],
    [200, { a: 'x\ny' }],
    [200, { a: Symbol('s') }],
    [204, { 'content-length': '5' }],
    [200],
  ];
  const outcomes = async (trace) => {
    const seen = [];
    const server = builtin('http').createServer((request, response) => {
      trace(request, response, () => {
        try {
          response.writeHead(...wrong[Number(request.url.slice(1))]);
          seen.push('nothing');
        } catch ({ name, code, message }) {
          seen.push(`${name} ${code} ${message}`);
        }
        response.destroy();
      });
    });
    await serving(server, async (origin) => {
      for (const place of wrong.keys()) await fetch(`${origin}/${place}`).catch(() => {});
    });
    return seen;
  };
  const { result } = await withConsole(() => outcomes(traceMiddleware({ log: false })));
  deepEqual(result, await outcomes((request, response, next) => next()));
});
