import { alwaysOff, createLogger, extract, getActiveSpan, getTraceContext, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, match, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED, VALID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('handler');

const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));
const request = (headers = {}, url = 'https://shop.example/cart') => new Request(url, { headers });

function setUp(handler, options = {}) {
  const lines = lineCollector();
  return { lines, traced: traceHandler(handler, { log: lines.log, ...options }) };
}

claim('the handler gets request, env and ctx untouched, and the context as fourth argument', async () => {
  const [incoming, env, ctx] = [
    request({ traceparent: HEADER, tracestate: 'vendor=x' }),
    { KEY: 'v' },
    { waitUntil() {} },
  ];
  const seen = [];
  const { lines, traced } = setUp((...args) => {
    seen.push(...args);
    return new Response('ok');
  });
  await traced(incoming, env, ctx);
  equal(seen.length, 4);
  equal(seen[0], incoming);
  equal(seen[1], env);
  equal(seen[2], ctx);
  const trace = seen[3];
  deepEqual(
    [trace.traceId, trace.traceFlags, trace.origin, String(trace.tracestate)],
    [TRACE_ID, 1, 'continued', 'vendor=x'],
  );
  equal(trace.spanId, lines.one().span_id);
  equal(trace.traceparent, `00-${TRACE_ID}-${trace.spanId}-01`);
});

claim('the span line of a continued trace names the caller as parent', async () => {
  const { lines, traced } = setUp(() => new Response('ok'), { service: 'cart' });
  await traced(request({ traceparent: HEADER }, 'https://shop.example/cart?page=2&token=T0PSECRET'));
  const line = lines.one();
  deepEqual(Object.keys(line).slice(0, 11), [
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
  ]);
  const { timestamp, duration_ms, span_id, ...rest } = line;
  match(span_id, /^[0-9a-f]{16}$/);
  equal(span_id === PARENT_ID, false);
  equal(typeof duration_ms === 'number' && duration_ms >= 0, true);
  deepEqual(rest, {
    level: 'info',
    message: 'GET',
    service: 'cart',
    trace_id: TRACE_ID,
    parent_id: PARENT_ID,
    trace_flags: '01',
    kind: 'server',
    status: 'ok',
    'http.request.method': 'GET',
    'url.path': '/cart',
    'url.scheme': 'https',
    'url.query': 'page=2&token=REDACTED',
    'http.response.status_code': 200,
  });
});

claim('a request without a query has no url.query', async () => {
  const { lines, traced } = setUp(() => new Response('ok'));
  await traced(request({}, 'http://127.0.0.1:8787/'));
  deepEqual([lines.one()['url.path'], lines.one()['url.scheme'], 'url.query' in lines.one()], ['/', 'http', false]);
});

claim('a started trace has no parent_id', async () => {
  const origins = [];
  const { lines, traced } = setUp((r, e, c, trace) => {
    origins.push(trace.origin, trace.tracestate.size);
    return new Response('ok');
  });
  await traced(request({ tracestate: 'vendor=x' }));
  deepEqual(origins, ['started', 0]);
  equal('parent_id' in lines.one(), false);
  equal(lines.one().trace_flags, '03');
});

claim('an invalid traceparent restarts: nothing of the headers is kept', async () => {
  const origins = [];
  const { lines, traced } = setUp((r, e, c, trace) => {
    origins.push(trace.origin, trace.tracestate.size);
    return new Response('ok');
  });
  const doubled = new Headers({ traceparent: HEADER });
  doubled.append('traceparent', HEADER);
  await traced(request({ traceparent: HEADER.toUpperCase(), tracestate: 'vendor=x' }));
  await traced(request(doubled));
  deepEqual(origins, ['restarted', 0, 'restarted', 0]);
  for (const line of lines.all()) {
    equal('parent_id' in line, false);
    equal(line.trace_id === TRACE_ID, false);
  }
});

claim('the span is ambient: before the first await everywhere, after it where the host can', async (host) => {
  const seen = [];
  const { lines, traced } = setUp(async () => {
    const look = () => seen.push([getTraceContext()?.spanId, getActiveSpan()?.context.spanId]);
    look();
    await pause();
    look();
    return new Response('ok');
  });
  await traced(request({ traceparent: HEADER }));
  const { span_id } = lines.one();
  const after = host.ambient ? span_id : undefined;
  deepEqual(seen, [
    [span_id, span_id],
    [after, after],
  ]);
  equal(getTraceContext(), undefined);
});

claim('log lines and client spans inside carry the trace, the service and the log of the handler', async (host) => {
  const downstream = recordingFetch();
  const { lines, traced } = setUp(
    async (r, e, c, trace) => {
      const explicit = host.ambient ? {} : { context: trace };
      await pause();
      createLogger(explicit).info('loaded');
      await traceFetch({ fetch: downstream.fetch, targets: ['https://stock.example'], ...explicit })(
        'https://stock.example/',
      );
      return new Response('ok');
    },
    { service: 'cart' },
  );
  const { calls } = await withConsole(() => traced(request({ traceparent: HEADER, tracestate: 'vendor=x' })));
  match(downstream.headers().get('traceparent'), VALID);
  equal(downstream.headers().get('tracestate'), 'vendor=x');
  if (host.ambient) {
    equal(calls.length, 0, 'nothing beside the log of the handler');
    const [log, client, server] = lines.all();
    deepEqual([log.message, log.service, log.trace_id, log.span_id], ['loaded', 'cart', TRACE_ID, server.span_id]);
    deepEqual(
      [client.kind, client.service, client.trace_id, client.parent_id],
      ['client', 'cart', TRACE_ID, server.span_id],
    );
    equal(downstream.headers().get('traceparent'), `00-${TRACE_ID}-${client.span_id}-01`);
  } else {
    const [log, client] = calls.map(([, text]) => JSON.parse(text));
    deepEqual([log.trace_id, client.trace_id, client.parent_id], [TRACE_ID, TRACE_ID, lines.one().span_id]);
  }
});

claim('before the first await, log lines inherit service and log on every host', async () => {
  const { lines, traced } = setUp(
    () => {
      createLogger().info('at once');
      return new Response('ok');
    },
    { service: 'cart' },
  );
  const { calls } = await withConsole(() => traced(request({ traceparent: HEADER })));
  equal(calls.length, 0);
  deepEqual(
    lines.all().map(({ message, service, trace_id }) => [message, service, trace_id]),
    [
      ['at once', 'cart', TRACE_ID],
      ['GET', 'cart', TRACE_ID],
    ],
  );
});

claim('5xx is an error, 4xx says nothing', async () => {
  for (const [code, status, type] of [
    [200, 'ok'],
    [302, 'ok'],
    [404, 'unset'],
    [500, 'error', '500'],
    [503, 'error', '503'],
  ]) {
    const { lines, traced } = setUp(() => new Response(null, { status: code }));
    await traced(request());
    const line = lines.one();
    deepEqual([line['http.response.status_code'], line.status, line['error.type']], [code, status, type]);
  }
});

claim('a thrown error is logged and rethrown as it is', async () => {
  for (const handler of [
    (error) => () => {
      throw error;
    },
    (error) => async () => {
      await pause();
      throw error;
    },
  ]) {
    for (const error of [new RangeError('broken'), 'text', undefined, null, 5]) {
      const { lines, traced } = setUp(handler(error));
      await rejects(traced(request()), error);
      const spans = lines.all().filter((line) => line.kind === 'server');
      equal(spans.length, 1);
      equal(spans[0].status, 'error');
      equal('http.response.status_code' in spans[0], false);
      if (error instanceof Error) equal(spans[0]['error.type'], 'RangeError');
    }
  }
});

claim('always returns a promise, also for a handler that does not', async () => {
  const { traced } = setUp(() => new Response('ok'));
  const promise = traced(request());
  equal(promise instanceof Promise, true);
  await promise;
  const { traced: throwing } = setUp(() => {
    throw new Error('thrown');
  });
  const rejected = throwing(request());
  equal(rejected instanceof Promise, true);
  await rejects(rejected, Error);
});

claim("trust: 'restart' continues nobody's trace, and keeps nothing of the headers", async () => {
  const traces = [];
  const { lines, traced } = setUp(
    (r, e, c, trace) => {
      traces.push(trace);
      return new Response('ok');
    },
    { trust: 'restart' },
  );
  await traced(request({ traceparent: UNSAMPLED, tracestate: 'vendor=x' }));
  deepEqual([traces[0].origin, traces[0].tracestate.size], ['restarted', 0]);
  equal(traces[0].traceId === TRACE_ID, false);
  equal('parent_id' in lines.one(), false, 'the forced 00 of a stranger hides nothing');
  await traced(request());
  equal(traces[1].origin, 'started');
});

claim('trust asks a function, which gets the request', async () => {
  const asked = [];
  const origins = [];
  const { traced } = setUp(
    (r, e, c, trace) => {
      origins.push(trace.origin);
      return new Response('ok');
    },
    {
      trust: (incoming) => {
        asked.push(incoming.url);
        return incoming.url.endsWith('/inside');
      },
    },
  );
  await traced(request({ traceparent: HEADER }, 'https://shop.example/inside'));
  await traced(request({ traceparent: HEADER }, 'https://shop.example/outside'));
  deepEqual(origins, ['continued', 'restarted']);
  deepEqual(asked, ['https://shop.example/inside', 'https://shop.example/outside']);
});

claim('a trust function or a sampler that throws breaks no request; a stranger stays a stranger', async () => {
  const thrower = () => {
    throw new Error('from the option');
  };
  await withConsole(async () => {
    const { traced } = setUp((r, e, c, trace) => new Response(trace.origin), { trust: thrower });
    equal(await (await traced(request({ traceparent: HEADER }))).text(), 'restarted');
    const { traced: sampled } = setUp(() => new Response('ok'), { sampler: { shouldSample: thrower } });
    equal(await (await sampled(request())).text(), 'ok');
  });
});

claim(
  'the sampler decides whether the trace is recorded; an unsampled one writes log lines and no span line',
  async (host) => {
    const { lines, traced } = setUp(
      (r, e, c, trace) => {
        createLogger({ context: host.ambient ? undefined : trace }).info('inside');
        return new Response(trace.traceparent);
      },
      { sampler: alwaysOff() },
    );
    match(await (await traced(request())).text(), /-02$/);
    match(
      await (await traced(request({ traceparent: HEADER }))).text(),
      new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`),
    );
    deepEqual(
      lines.all().map(({ message, trace_flags }) => [message, trace_flags]),
      [
        ['inside', '02'],
        ['inside', '00'],
      ],
    );
  },
);

claim("by default the caller's decision stands", async () => {
  const { lines, traced } = setUp((r, e, c, trace) => new Response(trace.traceparent));
  match(await (await traced(request({ traceparent: UNSAMPLED }))).text(), /-00$/);
  equal(lines.texts().length, 0);
});

claim('hooks see the span, may add fields, and change nothing when they throw', async () => {
  const seen = [];
  const incoming = request();
  const { lines, traced } = setUp(() => new Response('ok'), {
    onStart: (span, given) => {
      seen.push(given === incoming);
      span.setAttribute('app.tenant', 't1');
    },
    onEnd: (span, { response }) => {
      seen.push(response.status);
      span.setAttribute('app.ended', true);
    },
  });
  await traced(incoming);
  deepEqual(seen, [true, 200]);
  deepEqual([lines.one()['app.tenant'], lines.one()['app.ended']], ['t1', true]);

  const errors = [];
  const error = new Error('thrown');
  const failing = setUp(
    () => {
      throw error;
    },
    { onEnd: (span, result) => errors.push(result.error === error) },
  );
  await rejects(failing.traced(request()), error);
  deepEqual(errors, [true]);

  for (const hook of ['onStart', 'onEnd']) {
    const broken = setUp(() => new Response('ok'), {
      [hook]: () => {
        throw new Error(`from ${hook}`);
      },
    });
    const { calls } = await withConsole(async () => {
      for (let n = 0; n < 3; n++) equal(await (await broken.traced(request())).text(), 'ok');
    });
    equal(calls.length <= 1, true, `${hook}: reports`);
    equal(broken.lines.texts().length, 3);
  }
});

claim('redact() says what url.path and url.query are', async () => {
  const { lines, traced } = setUp(() => new Response('ok'), {
    redact: (url) => url.replace(/\/customers\/\d+/, '/customers/ID'),
  });
  await traced(request({}, 'https://shop.example/customers/42?x=1&sig=T0PSECRET'));
  deepEqual([lines.one()['url.path'], lines.one()['url.query']], ['/customers/ID', 'x=1&sig=REDACTED']);
});

claim('2,000 interleaved requests, 200 at once, are never mixed up', async (host) => {
  const mixed = [];
  const { lines, traced } = setUp(async (incoming, env, ctx, trace) => {
    const own = incoming.headers.get('traceparent').split('-')[1];
    const explicit = host.ambient ? {} : { context: trace };
    const logger = createLogger(explicit);
    for (let step = 0; step < 3; step++) {
      await pause(env % 5);
      logger.info('step', { own });
      if (host.ambient && getTraceContext()?.traceId !== own) mixed.push(own);
    }
    if (trace.traceId !== own) mixed.push(own);
    return new Response(own);
  });
  const { calls } = await withConsole(async () => {
    for (let batch = 0; batch < 10; batch++) {
      await Promise.all(
        Array.from({ length: 200 }, async (_, n) => {
          const { traceId, traceparent } = extract({});
          const response = await traced(request({ traceparent }), n);
          if ((await response.text()) !== traceId || !response.headers.get('server-timing').includes(traceId))
            mixed.push(traceId);
        }),
      );
    }
  });
  // Among them may be a hint about what another claim has left behind.
  const texts = calls.map(([, text]) => text).filter((text) => text.startsWith('{'));
  const steps = [...texts.map((text) => JSON.parse(text)), ...lines.all()].filter(({ message }) => message === 'step');
  equal(steps.length, 6000);
  equal(steps.filter((line) => line.trace_id !== line.own).length, 0, 'lines with the trace of another');
  deepEqual(mixed, []);
});
