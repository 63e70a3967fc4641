/** Requests that nobody decided to record, and that are written because of how they ended. */

import { alwaysOff, createLogger, startSpan, traceHandler } from 'tracehop';
import { traceMiddleware } from 'tracehop/node';
import { deepEqual, equal, match, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID, UNSAMPLED } from '../support/examples.js';
import { lineCollector } from '../support/lines.js';

const claim = about('late sampling');

const request = (headers = {}) => new Request('https://shop.example/cart', { headers });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function setUp(handler, options) {
  const lines = lineCollector();
  return { lines, traced: traceHandler(handler, { log: lines.log, sampler: alwaysOff(), ...options }) };
}

const flagOf = (response) => response.headers.get('server-timing').at(-2);

claim(
  'an unsampled request that fails is written with its ids and its mark, and the response says that it is sampled',
  async () => {
    const { lines, traced } = setUp(() => new Response('broken', { status: 503 }), {
      errors: 'always',
      sampler: undefined,
    });
    const response = await traced(request({ traceparent: UNSAMPLED }));
    const { trace_id, parent_id, span_id, trace_flags, kind, status, sampled, ...rest } = lines.one();
    deepEqual(
      [trace_id, parent_id, trace_flags, kind, status, sampled],
      [TRACE_ID, PARENT_ID, '00', 'server', 'error', 'late'],
    );
    equal(rest['http.response.status_code'], 503);
    equal(response.headers.get('server-timing'), `traceparent;desc="00-${TRACE_ID}-${span_id}-01"`);
  },
);

claim('one whose handler throws is written too, and the error goes on as it is', async () => {
  const error = new RangeError('broken');
  const { lines, traced } = setUp(
    () => {
      throw error;
    },
    { errors: 'always' },
  );
  await rejects(traced(request()), error);
  const [failure, span] = lines.all();
  deepEqual([failure.message, failure.trace_id], ['broken', span.trace_id]);
  deepEqual([span.sampled, span.status, span['error.type'], span.trace_flags], ['late', 'error', 'RangeError', '02']);
  const answering = setUp(
    () => {
      throw error;
    },
    { errors: 'always', errorResponse: true },
  );
  equal(flagOf(await answering.traced(request())), '3');
});

claim('an error that the application names counts', async () => {
  const { lines, traced } = setUp(
    (incoming, env, ctx, trace) => {
      createLogger({ context: trace, log: () => {} }).info('inside');
      return new Response('ok');
    },
    { errors: 'always', onEnd: (span) => span.setStatus('error') },
  );
  await traced(request());
  deepEqual([lines.one().status, lines.one().sampled], ['error', 'late']);
});

claim('what went well, and what the caller did wrong, is not written', async () => {
  for (const status of [200, 302, 404]) {
    const { lines, traced } = setUp(() => new Response(null, { status }), { errors: 'always' });
    equal(flagOf(await traced(request({ traceparent: HEADER }))), '0');
    equal(lines.texts().length, 0, String(status));
  }
});

claim('by default, and with sampled, an unsampled error is not written', async () => {
  for (const options of [{}, { errors: 'sampled' }, { errors: undefined }]) {
    const { lines, traced } = setUp(() => new Response('broken', { status: 500 }), options);
    equal(flagOf(await traced(request({ traceparent: HEADER }))), '0');
    equal(lines.texts().length, 0);
  }
});

claim('an unsampled request that is slower than slowerThanMs is written, whether it failed or not', async () => {
  const handler = async (incoming) => {
    if (incoming.headers.has('x-slow')) await pause(30);
    return new Response('ok', { status: Number(incoming.headers.get('x-slow') ?? 500) });
  };
  const { lines, traced } = setUp(handler, { slowerThanMs: 15 });
  equal(flagOf(await traced(request({ 'x-slow': '200' }))), '3');
  await traced(request({ 'x-slow': '502' }));
  deepEqual(
    lines.all().map(({ sampled, status }) => [sampled, status]),
    [
      ['late', 'ok'],
      ['late', 'error'],
    ],
  );
  equal(
    lines.all().every(({ duration_ms }) => duration_ms > 15),
    true,
  );
  const patient = setUp(handler, { slowerThanMs: 1e9 });
  await patient.traced(request());
  equal(patient.lines.texts().length, 0, 'an error that was fast is not asked for');
});

claim('a request that is sampled has no mark', async () => {
  const { lines, traced } = setUp(() => new Response('broken', { status: 500 }), {
    errors: 'always',
    slowerThanMs: 1,
    sampler: undefined,
  });
  await traced(request({ traceparent: HEADER }));
  equal('sampled' in lines.one(), false);
});

claim('an attribute cannot claim that its span is late', () => {
  const lines = lineCollector();
  const attributes = { sampled: 'late', hidden_hop: true, last_span_id: PARENT_ID };
  startSpan('mine', { log: lines.log, attributes }).end();
  const { sampled, _sampled, _hidden_hop, _last_span_id } = lines.one();
  deepEqual([sampled, _sampled, _hidden_hop, _last_span_id], [undefined, 'late', true, PARENT_ID]);
});

claim('spans inside keep the decision that was made', async () => {
  const { lines, traced } = setUp(
    (incoming, env, ctx, trace) => {
      startSpan('inside', { context: trace, log: (line) => lines.log(line) }).end();
      return new Response('broken', { status: 500 });
    },
    { errors: 'always' },
  );
  await traced(request());
  equal(lines.one().kind, 'server');
});

claim('a schedule that fails is written too', async () => {
  const lines = lineCollector();
  const worker = traceHandler(
    {
      scheduled: () => {
        throw new Error('broken');
      },
    },
    { log: lines.log, sampler: alwaysOff(), errors: 'always' },
  );
  await rejects(worker.scheduled({ cron: '* * * * *', scheduledTime: 0 }, {}, {}), Error);
  deepEqual([lines.all()[1].message, lines.all()[1].sampled], ['scheduled', 'late']);
});

claim('a server of Node says so in its head where it is known by then', async ({ runtime }) => {
  if (!['node', 'deno', 'bun'].includes(runtime)) return;
  const lines = lineCollector();
  const trace = traceMiddleware({ log: lines.log, errors: 'always', slowerThanMs: 25 });
  const server = process.getBuiltinModule('node:http').createServer((incoming, response) =>
    trace(incoming, response, async () => {
      if (incoming.url === '/slow') await pause(40);
      response.writeHead(incoming.url === '/broken' ? 500 : 200).end();
    }),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const flags = [];
    for (const path of ['/broken', '/slow', '/fine']) {
      const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
        headers: { traceparent: UNSAMPLED },
      });
      flags.push(flagOf(response));
      await response.text();
    }
    deepEqual(flags, ['1', '1', '0']);
    for (let n = 0; n < 200 && lines.texts().length < 2; n++) await pause(5);
    deepEqual(
      lines.all().map((line) => [line['url.path'], line.sampled]),
      [
        ['/broken', 'late'],
        ['/slow', 'late'],
      ],
    );
    match(lines.all()[0].span_id, /^[0-9a-f]{16}$/);
  } finally {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
});

claim('the answer to an error that is written late names its operation with one flag, in each header', async () => {
  const lines = lineCollector();
  const traced = traceHandler(
    () => {
      throw new Error('no');
    },
    { log: lines.log, errors: 'always', errorResponse: true },
  );
  const response = await traced(
    new Request('https://shop.example/', { headers: { traceparent: UNSAMPLED, accept: 'text/html' } }),
  );
  const told = response.headers.get('traceresponse');
  match(told, /-0[13]$/);
  equal(response.headers.get('server-timing').includes(told), true);
});

claim('null and undefined that a handler throws are named for what they are', async () => {
  for (const [thrown, type] of [
    [null, 'object'],
    [undefined, 'undefined'],
  ]) {
    const lines = lineCollector();
    const traced = traceHandler(
      () => {
        throw thrown;
      },
      { log: lines.log, errorResponse: true },
    );
    await traced(new Request('https://shop.example/'));
    const [failure, span] = lines.all();
    equal(failure.message, String(thrown));
    equal(span['error.type'], type);
  }
});
