/** The adapter for servers of Node's kind, behind the node:http of Node, Deno and Bun. */

import { createLogger, getActiveSpan, getTraceContext, logRatio } from 'tracehop';
import { elastic } from 'tracehop/dialects';
import { traceMiddleware } from 'tracehop/node';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';

const state = about('middleware');

/** A claim about a real server, for the runtimes that have one. */
function claim(sentence, check) {
  state(sentence, async (host) => {
    if (!['node', 'deno', 'bun'].includes(host.runtime)) return;
    await check(host);
  });
}

const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));
const http = () => process.getBuiltinModule('node:http');

/** Serves `answer` behind the middleware while `use(origin, lines)` runs. */
async function serving(answer, options, use) {
  const lines = lineCollector();
  const trace = traceMiddleware({ log: lines.log, ...options });
  const { createServer } = http();
  const server = createServer((request, response) => {
    const result = trace(request, response, () => answer(request, response));
    result?.then?.(undefined, () => response.headersSent || response.writeHead(500).end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${server.address().port}`, lines);
  } finally {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function until(condition) {
  for (let n = 0; n < 200 && !condition(); n++) await pause(5);
}

const timing = (response) => response.headers.get('server-timing');
const headers = { traceparent: HEADER, tracestate: 'vendor=x' };

claim('continues the trace, is ambient in what comes next, and says how the response ended', () =>
  serving(
    async (request, response) => {
      await pause();
      createLogger().info('inside', { tracestate: String(getTraceContext().tracestate) });
      response.statusCode = 201;
      response.setHeader('content-type', 'text/plain');
      response.end(getActiveSpan().context.spanId);
    },
    { service: 'cart' },
    async (origin, lines) => {
      const response = await fetch(`${origin}/cart?page=2&token=T0PSECRET`, { method: 'POST', headers });
      const id = await response.text();
      deepEqual([response.status, timing(response)], [201, `traceparent;desc="00-${TRACE_ID}-${id}-01"`]);
      await until(() => lines.texts().length === 2);
      const [inside, span] = lines.all();
      deepEqual(
        [inside.trace_id, inside.span_id, inside.service, inside.tracestate],
        [TRACE_ID, id, 'cart', 'vendor=x'],
      );
      const { timestamp, duration_ms, ...rest } = span;
      deepEqual(rest, {
        level: 'info',
        message: 'POST',
        service: 'cart',
        trace_id: TRACE_ID,
        span_id: id,
        parent_id: PARENT_ID,
        trace_flags: '01',
        kind: 'server',
        status: 'ok',
        'http.request.method': 'POST',
        'url.path': '/cart',
        'url.scheme': 'http',
        'url.query': 'page=2&token=REDACTED',
        'http.response.status_code': 201,
      });
    },
  ),
);

claim('listeners of the request are told in its context, with many at once', () =>
  serving(
    (request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => setTimeout(() => response.end(`${body} ${getTraceContext()?.traceId}`), 1));
    },
    {},
    async (origin) => {
      const ids = Array.from({ length: 40 }, (_, n) => TRACE_ID.slice(0, -2) + String(10 + n));
      const answers = await Promise.all(
        ids.map(async (id) => {
          const own = { traceparent: HEADER.replace(TRACE_ID, id) };
          return (await fetch(origin, { method: 'POST', body: `from ${id}`, headers: own })).text();
        }),
      );
      deepEqual(
        answers,
        ids.map((id) => `from ${id} ${id}`),
      );
    },
  ),
);

claim('Server-Timing is appended, in whatever way the head is written', async ({ runtime }) => {
  const heads = {
    none: () => {},
    setHeader: (response) => response.setHeader('Server-Timing', 'db;dur=5'),
    'setHeader with a list': (response) => response.setHeader('Server-Timing', ['db;dur=5', 'cache']),
    writeHead: (response) => response.writeHead(200, { 'Server-Timing': 'db;dur=5', 'x-own': 'a' }),
    'writeHead with a text': (response) =>
      response.writeHead(200, 'Fine', { 'server-timing': ['db;dur=5'], 'x-own': 'a' }),
    'writeHead with other headers': (response) => response.writeHead(200, { 'x-own': 'a' }),
    both: (response) => {
      response.setHeader('server-timing', 'db;dur=5');
      response.writeHead(200, { 'x-own': 'a' });
    },
    'a foreign traceparent': (response) => response.setHeader('server-timing', 'traceparent;desc="00-other", db;dur=5'),
    flushHeaders: (response) => {
      response.setHeader('server-timing', 'db;dur=5');
      response.flushHeaders();
    },
  };
  // What writeHead makes of lists differs between runtimes, with and without us.
  if (runtime === 'node') {
    heads['writeHead with a flat list'] = (response) =>
      response.writeHead(200, ['Server-Timing', 'db;dur=5', 'x-own', 'a']);
    heads['writeHead with pairs'] = (response) =>
      response.writeHead(200, [
        ['server-timing', 'db;dur=5'],
        ['x-own', 'a'],
        ['x-own', 'b'],
      ]);
  }
  await serving(
    (request, response) => {
      heads[decodeURIComponent(request.url.slice(1))](response);
      response.end('ok');
    },
    { responseHeaders: ['server-timing', 'traceresponse'] },
    async (origin) => {
      for (const name of Object.keys(heads)) {
        const response = await fetch(`${origin}/${encodeURIComponent(name)}`, { headers });
        equal(await response.text(), 'ok', name);
        const metrics = timing(response)
          .split(',')
          .map((metric) => metric.trim());
        match(metrics.pop(), new RegExp(`^traceparent;desc="00-${TRACE_ID}-`), name);
        const own = ['none', 'writeHead with other headers'].includes(name)
          ? []
          : name.includes('with a list')
            ? ['db;dur=5', 'cache']
            : ['db;dur=5'];
        deepEqual(metrics, own, name);
        match(response.headers.get('traceresponse'), new RegExp(`^00-${TRACE_ID}-`), name);
        if (/writeHead|both/.test(name)) match(response.headers.get('x-own'), /^a(, b)?$/, name);
      }
    },
  );
});

claim('expose names the origins, in whatever way the head is written, and replaces nothing', async () => {
  const heads = [
    (response) => response.setHeader('Timing-Allow-Origin', 'https://old.example').end('ok'),
    (response) => response.writeHead(200, { 'Timing-Allow-Origin': 'https://old.example' }).end('ok'),
    (response) => response.writeHead(200, ['Timing-Allow-Origin', 'https://old.example']).end('ok'),
  ];
  for (const head of heads) {
    await serving(
      (request, response) => void head(response),
      { expose: ['https://app.example'] },
      async (origin) => {
        const response = await fetch(origin, { headers });
        await response.text();
        deepEqual(
          [response.headers.get('timing-allow-origin'), response.headers.get('access-control-expose-headers')],
          ['https://old.example, https://app.example', 'server-timing'],
        );
      },
    );
  }
});

claim('logSampler and dialect hold for a request of node:http as for a handler', async () => {
  const sampled = `00-4bf92f3577b34da6a300000000000001-${PARENT_ID}-01`;
  const options = { logSampler: logRatio({ info: 0.01 }), dialect: elastic() };
  await serving(
    (request, response) => {
      createLogger().info('inside');
      request
        .on('end', () => {
          createLogger().info('body read');
          response.writeHead(request.url === '/fail' ? 503 : 200).end('ok');
        })
        .resume();
    },
    options,
    async (origin, lines) => {
      const messages = () =>
        lines
          .texts()
          .map((text) => JSON.parse(text))
          .map((line) => line.kind ?? line.message);
      await (await fetch(`${origin}/well`, { headers: { traceparent: sampled } })).text();
      await until(() => messages().length === 1);
      deepEqual(messages(), ['server']);
      await (await fetch(`${origin}/fail`, { headers: { traceparent: sampled } })).text();
      await until(() => messages().length === 4);
      deepEqual(messages().slice(1).sort(), ['body read', 'inside', 'server']);
    },
  );
});

claim('responseHeaders: [] leaves the response alone', () =>
  serving(
    (request, response) => response.end('ok'),
    { responseHeaders: [] },
    async (origin) => {
      equal(timing(await fetch(origin)), null);
    },
  ),
);

claim('a connection that closes before the response is sent is cancelled, and one line', () =>
  serving(
    (request, response) => void response.write('first'),
    {},
    async (origin, lines) => {
      const leave = new AbortController();
      const response = await fetch(origin, { signal: leave.signal });
      leave.abort();
      await response.text().catch(() => {});
      await until(() => lines.texts().length > 0);
      await pause(20);
      const line = lines.one();
      deepEqual([line.status, line.cancelled, line['http.response.status_code']], ['unset', true, 200]);
    },
  ),
);

claim('5xx is an error, 4xx says nothing, and HEAD, 204 and 304 end like any other', () =>
  serving(
    (request, response) => response.writeHead(Number(request.url.slice(1))).end(),
    {},
    async (origin, lines) => {
      const expected = [
        [200, 'ok'],
        [204, 'ok'],
        [304, 'ok'],
        [404, 'unset'],
        [503, 'error'],
      ];
      for (const [code] of expected) await (await fetch(`${origin}/${code}`)).text();
      await fetch(`${origin}/200`, { method: 'HEAD' });
      await until(() => lines.texts().length === 6);
      deepEqual(
        lines.all().map((line) => [line['http.response.status_code'], line.status]),
        [...expected, [200, 'ok']],
      );
      equal(lines.all()[5].message, 'HEAD');
    },
  ),
);

claim('what the next function throws or rejects with is logged, noted and passed on', () =>
  serving(
    async (request, response) => {
      await pause();
      throw new RangeError('broken');
    },
    {},
    async (origin, lines) => {
      equal((await fetch(origin)).status, 500);
      await until(() => lines.texts().length === 2);
      await pause(20);
      const [log, span] = lines.all();
      deepEqual([log.level, log.message, log.span_id], ['error', 'broken', span.span_id]);
      deepEqual([span.status, span['error.type'], lines.texts().length], ['error', 'RangeError', 2]);
    },
  ),
);

claim('hooks and trust get the request of the server', async () => {
  const seen = [];
  await serving(
    (request, response) => response.end('ok'),
    {
      trust: (request) => request.headers['x-inside'] === 'yes',
      onStart: (span, request) => seen.push(request.method),
      onEnd: (span, { response }) => seen.push(response.statusCode),
      redact: (url) => url.replace('cart', 'c'),
    },
    async (origin, lines) => {
      for (const inside of ['yes', 'no'])
        await (await fetch(`${origin}/cart`, { headers: { ...headers, 'x-inside': inside } })).text();
      await until(() => lines.texts().length === 2);
      deepEqual(
        lines.all().map((line) => [line.trace_id === TRACE_ID, line['url.path']]),
        [
          [true, '/c'],
          [false, '/c'],
        ],
      );
      deepEqual(seen, ['GET', 200, 'GET', 200]);
    },
  );
});

const apiError = ({ traceId }, error, request) =>
  Response.json(
    { error: error.name, traceId, message: `${request.method} failed` },
    {
      status: 502,
      headers: [
        ['x-api', '2'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
    },
  );

claim('errorResponse answers what next throws or rejects with, in the shape of the application', async () => {
  const failures = [
    () => {
      throw new RangeError('at once');
    },
    async () => {
      await pause();
      throw new RangeError('later');
    },
  ];
  for (const fail of failures) {
    const answer = (_, response) => {
      response.setHeader('content-length', '99');
      response.setHeader('x-kept', 'yes');
      return fail();
    };
    await serving(answer, { errorResponse: apiError }, async (origin, lines) => {
      const response = await fetch(`${origin}/cart`, { headers });
      deepEqual([response.status, response.headers.get('x-api'), response.headers.get('x-kept')], [502, '2', 'yes']);
      deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
      deepEqual(await response.json(), { error: 'RangeError', traceId: TRACE_ID, message: 'GET failed' });
      match(timing(response), /^traceparent;desc="00-/);
      await until(() => lines.all().some(({ kind }) => kind));
      const [line, span] = lines.all();
      deepEqual([line.level, line['exception.type'], lines.all().length], ['error', 'RangeError', 2]);
      deepEqual([span.status, span['error.type'], span['http.response.status_code']], ['error', 'RangeError', 502]);
    });
  }
});

claim('errorResponse: true answers as traceHandler does, and a function may answer by itself', async () => {
  const fails = () => {
    throw new RangeError('secret');
  };
  await serving(fails, { errorResponse: true }, async (origin) => {
    const json = await fetch(origin, { headers: { ...headers, accept: 'application/json' } });
    deepEqual([json.status, await json.json()], [500, { error: 'Internal Server Error', trace_id: TRACE_ID }]);
    const html = await fetch(origin, { headers: { ...headers, accept: 'text/html' } });
    deepEqual([html.status, await html.text()], [500, 'Internal Server Error']);
    match(html.headers.get('traceresponse'), new RegExp(TRACE_ID));
  });
  const own = (trace, error, request, response) => void response.writeHead(418).end(trace.traceId);
  await serving(fails, { errorResponse: own }, async (origin, lines) => {
    const response = await fetch(origin, { headers });
    deepEqual([response.status, await response.text()], [418, TRACE_ID]);
    await until(() => lines.all().some(({ kind }) => kind));
    deepEqual([lines.all()[1].status, 'error.type' in lines.all()[1]], ['unset', false]);
  });
});

claim('an error after the head is sent goes on to the server, whatever errorResponse says', async () => {
  let isAsked = false;
  const errorResponse = () => {
    isAsked = true;
  };
  const answer = async (_, response) => {
    response.writeHead(200).write('part');
    await pause();
    response.destroy();
    throw new RangeError('late');
  };
  await serving(answer, { errorResponse }, async (origin, lines) => {
    await fetch(origin, { headers })
      .then((response) => response.text())
      .catch(() => {});
    const isNoted = () => lines.all().some((line) => line['exception.type'] === 'RangeError');
    await until(() => isNoted() && lines.all().some(({ kind }) => kind));
    deepEqual([isAsked, isNoted()], [false, true]);
  });
});
