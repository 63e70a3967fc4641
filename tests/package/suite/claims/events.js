import {
  createLogger,
  extract,
  getActiveSpan,
  getTraceContext,
  inject,
  ratio,
  runWithTrace,
  startActiveSpan,
  startSpan,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal, match, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('events');

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
const header = (n) => `00-${String(n).padStart(32, 'a')}-${String(n).padStart(16, 'b')}-01`;
const link = (n) => ({ trace_id: String(n).padStart(32, 'a'), span_id: String(n).padStart(16, 'b') });
const batchOf = (bodies, queue = 'orders') => ({
  queue,
  messages: bodies.map((body, id) => ({ id: String(id), body })),
});

function setUp(handlers, options = {}) {
  const lines = lineCollector();
  return { lines, traced: traceHandler(handlers, { log: lines.log, ...options }) };
}

claim(
  'an object of handlers stays one: each traced, what is no handler as it was, and the given one untouched',
  async () => {
    const tail = () => 'tail';
    const given = Object.freeze({
      fetch: () => new Response('ok'),
      scheduled() {},
      tail,
      port: 8080,
      get secret() {
        throw new Error('read');
      },
    });
    const { traced } = setUp(given);
    deepEqual(Object.keys(traced).sort(), Object.keys(given).sort());
    equal(traced.tail, tail);
    equal(traced.port, 8080);
    equal(traced.fetch === given.fetch, false);
    equal(await (await traced.fetch(new Request('https://a.example/'))).text(), 'ok');
  },
);

claim(
  'methods keep their this: the object that was given, private parts included, or what a host calls them on',
  async () => {
    class Worker {
      #answer = 'private';
      fetch() {
        return new Response(this.#answer);
      }
    }
    const { traced } = setUp(new Worker());
    equal(traced instanceof Worker, true);
    equal(await (await traced.fetch(new Request('https://a.example/'))).text(), 'private');
    const server = { name: 'server' };
    const { traced: served } = setUp({
      fetch() {
        return new Response(this.name);
      },
    });
    equal(await (await Reflect.apply(served.fetch, server, [new Request('https://a.example/')])).text(), 'server');
  },
);

claim('a class stays one: its instances are traced, and options may come from their env', async () => {
  const lines = lineCollector();
  class Counter {
    static limit = 5;
    count = 0;
    constructor(state, env) {
      this.env = env;
    }
    fetch() {
      return new Response(String(++this.count));
    }
    async alarm() {
      this.count += 10;
    }
    total() {
      return this.count;
    }
  }
  const Traced = traceHandler(Counter, (env) => ({ service: env.NAME, log: lines.log }));
  deepEqual([Traced.name, Traced.limit, Object.getPrototypeOf(Traced)], ['Counter', 5, Counter]);
  const counter = new Traced({}, { NAME: 'counter' });
  equal(
    await (await counter.fetch(new Request('https://a.example/', { headers: { traceparent: HEADER } }))).text(),
    '1',
  );
  await counter.alarm({ isRetry: false });
  equal(counter.total(), 11);
  deepEqual(
    lines.all().map(({ message, service, kind, parent_id }) => [message, service, kind, parent_id]),
    [
      ['GET', 'counter', 'server', PARENT_ID],
      ['alarm', 'counter', 'internal', undefined],
    ],
  );
  equal(
    Object.hasOwn(Counter.prototype.fetch, 'name') && Counter.prototype.fetch.name,
    'fetch',
    'the given class is untouched',
  );
});

claim('what has no handler at all is refused', () => {
  for (const handlers of [undefined, null, 5, 'text', {}, [], { fetch: 'text' }, { tail() {} }]) {
    match(throws(() => traceHandler(handlers), TypeError).message, /handler must be a function/);
  }
});

claim('a schedule starts a trace: one internal span, its context ambient and the fourth argument', async (host) => {
  const seen = [];
  const { lines, traced } = setUp(
    {
      async scheduled(...args) {
        const [, , , trace] = args;
        createLogger().info('inside');
        await pause();
        seen.push(
          args.length,
          args[0].cron,
          args[1],
          args[2],
          trace.origin,
          getTraceContext()?.spanId,
          getActiveSpan()?.name,
        );
        return 'kept';
      },
    },
    { service: 'cleaner' },
  );
  const [env, ctx] = [{ KEY: 'v' }, { waitUntil() {} }];
  equal(await traced.scheduled({ cron: '*/5 * * * *', scheduledTime: 1742047200000 }, env, ctx), 'kept');
  const [inside, span] = lines.all();
  deepEqual(seen, [
    4,
    '*/5 * * * *',
    env,
    ctx,
    'started',
    ...(host.ambient ? [span.span_id, 'scheduled'] : [undefined, undefined]),
  ]);
  deepEqual([inside.service, inside.trace_id, inside.span_id], ['cleaner', span.trace_id, span.span_id]);
  const { timestamp, trace_id, span_id, duration_ms, ...rest } = span;
  deepEqual(rest, {
    level: 'info',
    message: 'scheduled',
    service: 'cleaner',
    trace_flags: '03',
    kind: 'internal',
    status: 'ok',
    'faas.trigger': 'timer',
    'faas.cron': '*/5 * * * *',
    'faas.time': '2025-03-15T14:00:00.000Z',
  });
});

claim('a batch is one span that links each message once', async () => {
  const { lines, traced } = setUp({ queue() {} });
  await traced.queue(
    batchOf([
      { traceparent: header(1) },
      { order: 5 },
      { TraceParent: header(2) },
      'text',
      null,
      7,
      [1],
      { traceparent: 'broken' },
      { traceparent: header(1) },
      { headers: { traceparent: header(3) } },
      new Uint8Array(9),
    ]),
  );
  const { timestamp, trace_id, span_id, duration_ms, ...rest } = lines.one();
  deepEqual(rest, {
    level: 'info',
    message: 'process orders',
    trace_flags: '03',
    kind: 'consumer',
    status: 'ok',
    links: [link(1), link(2), link(3)],
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'orders',
    'messaging.batch.message_count': 11,
  });
  match(trace_id, /^[0-9a-f]{32}$/);
  equal(Object.keys(lines.one()).indexOf('links'), Object.keys(lines.one()).indexOf('status') + 1);
});

claim('inject into a message, and a span for it continues the trace of whoever sent it', async () => {
  const sender = extract({ traceparent: HEADER, tracestate: 'vendor=x' });
  const body = { order: 5 };
  inject(sender.child(), body);
  const { lines, traced } = setUp(
    {
      async queue(batch) {
        for (const message of batch.messages) {
          await startActiveSpan('order', { kind: 'consumer', context: extract(message.body) }, () => pause());
        }
      },
    },
    { service: 'packer' },
  );
  await traced.queue(batchOf([JSON.parse(JSON.stringify(body))]));
  const [order, batch] = lines.all();
  deepEqual([order.trace_id, order.service, order.parent_id], [TRACE_ID, 'packer', extract(body).spanId]);
  deepEqual(batch.links, [{ trace_id: TRACE_ID, span_id: order.parent_id }]);
});

claim('a batch without traced messages has no links', async () => {
  for (const batch of [batchOf([]), batchOf([{ order: 5 }])]) {
    const { lines, traced } = setUp({ queue() {} });
    await traced.queue(batch);
    equal('links' in lines.one(), false);
  }
});

claim('option carrier says where the headers of a message are', async () => {
  const { lines, traced } = setUp({ queue() {} }, { carrier: (message) => message.body.attributes });
  await traced.queue(batchOf([{ traceparent: header(1), attributes: { traceparent: header(2) } }]));
  deepEqual(lines.one().links, [link(2)]);
  const { lines: others, traced: failing } = setUp(
    { queue() {} },
    {
      carrier: ({ body }) => {
        if (body.bad) throw new Error('x');
        return body;
      },
    },
  );
  const { calls } = await withConsole(() => failing.queue(batchOf([{ bad: true }, { traceparent: header(2) }])));
  deepEqual(others.one().links, [link(2)]);
  equal(calls.length <= 1 && calls.every(([method, text]) => method === 'warn' && /option carrier/.test(text)), true);
});

claim('a span has at most 128 links, and 10,000 messages still give one line', async () => {
  const { lines, traced } = setUp({ queue() {} });
  await traced.queue(batchOf(Array.from({ length: 10_000 }, (_, n) => ({ traceparent: header(n) }))));
  const line = lines.one();
  deepEqual([line.links.length, line.links[127], line['messaging.batch.message_count']], [128, link(127), 10_000]);
  equal('truncated' in line, false);
});

claim('nobody else can write links of a span: an attribute of that name is written with a _ before it', async () => {
  const { lines, traced } = setUp({ queue: () => startSpan('mine', { attributes: { links: ['a'] } }).end() });
  await traced.queue(batchOf([]));
  deepEqual([lines.all()[0]._links, 'links' in lines.all()[0]], [['a'], false]);
});

claim('an e-mail is a consumer span that says nothing of the e-mail', async () => {
  const { lines, traced } = setUp({ email() {} });
  await traced.email(
    { from: 'a@secret.example', to: 'b@secret.example', headers: new Headers({ subject: 'secret' }) },
    {},
    {},
  );
  deepEqual([lines.one().message, lines.one().kind, /secret/.test(lines.texts()[0])], ['email', 'consumer', false]);
});

claim('an error is logged, and rethrown after the line of its span', async () => {
  for (const name of ['scheduled', 'queue', 'email', 'alarm']) {
    const error = new RangeError('broken');
    const { lines, traced } = setUp({
      [name]() {
        throw error;
      },
    });
    const written = traced[name](batchOf([])).catch((caught) => [caught, lines.texts().length]);
    deepEqual(await written, [error, 2]);
    const [log, span] = lines.all();
    deepEqual(
      [log.level, log.message, log['exception.type'], log.span_id],
      ['error', 'broken', 'RangeError', span.span_id],
    );
    deepEqual([span.status, span['error.type']], ['error', 'RangeError']);
    await rejects(
      setUp({
        async [name]() {
          throw undefined;
        },
      }).traced[name]({}),
      undefined,
    );
  }
});

claim('an event of a shape nobody knows is traced by its name', async () => {
  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('hostile');
      },
    },
  );
  for (const event of [
    undefined,
    null,
    5,
    hostile,
    { messages: 5 },
    { messages: [hostile, undefined] },
    { scheduledTime: 'never' },
  ]) {
    for (const name of ['scheduled', 'queue', 'email', 'alarm']) {
      const { lines, traced } = setUp({ [name]: () => name });
      equal((await withConsole(() => traced[name](event))).result, name);
      match(lines.one().message, new RegExp(name === 'queue' ? 'queue|process' : name));
    }
  }
});

claim('the sampler is asked, and an unsampled event writes no span line', async () => {
  const { lines, traced } = setUp({ queue: (batch, env, ctx, trace) => trace.traceFlags }, { sampler: ratio(0) });
  equal(await traced.queue(batchOf([])), 2);
  equal(lines.texts().length, 0);
});

claim('a handler that runs inside a trace starts its own all the same', async () => {
  const { lines, traced } = setUp({ alarm() {} });
  await runWithTrace(extract({ traceparent: HEADER }), () => traced.alarm());
  equal(lines.one().trace_id === TRACE_ID, false);
});

claim(
  'where tracing is off an event is handled without a span, and its loggers still have service and log',
  async () => {
    const { lines, traced } = setUp(
      { queue: (...args) => void createLogger().info(`${args.length} arguments`) },
      { service: 'packer', enabled: () => false },
    );
    await traced.queue(batchOf([{ traceparent: header(1) }]), {}, {});
    const line = lines.one();
    deepEqual([line.message, line.service, 'trace_id' in line], ['3 arguments', 'packer', false]);
  },
);
