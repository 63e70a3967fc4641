/** Functions of the application that call what is traced: a sink that posts its lines by the traced fetch. */

import {
  createLogger,
  extract,
  instrumentFetch,
  runWithTrace,
  startActiveSpan,
  startSpan,
  stats,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
import { HEADER, TRACE_ID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('calls of options');

const MOST = 30;
const URL = 'https://a.example/';
const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));

/** How often the fetch inside is called for one call of the application; `options` gets what calls the traced one. */
async function callsFor(options) {
  let calls = 0;
  const fetch = async () => {
    calls++;
    return new Response('ok');
  };
  const again = (...args) => {
    if (calls < MOST) traced(URL, ...args).catch(() => {});
  };
  const traced = traceFetch({ fetch, targets: ['https://a.example'], log: false, ...options(again) });
  await traced(URL);
  await pause(30);
  balance();
  return calls;
}

const functions = {
  log: (again) => ({ log: () => again() }),
  onStart: (again) => ({ onStart: () => again() }),
  onEnd: (again) => ({ onEnd: () => again() }),
  redact: (again) => ({ redact: (url) => (again(), url) }),
  targets: (again) => ({ targets: [() => (again(), true)] }),
  ignore: (again) => ({ ignore: [() => (again(), false)] }),
  context: (again) => ({ context: () => void again() }),
  sampler: (again) => ({ sampler: { shouldSample: () => (again(), true) } }),
};
for (const [name, options] of Object.entries(functions)) {
  claim(`${name} that calls the same fetch calls it untraced`, async () => equal(await callsFor(options), 2));
}

claim('the same for what a sink calls after an await, where the host has AsyncLocalStorage', async (host) => {
  if (!host.ambient) return;
  const late = (again) => ({
    log: async () => {
      await pause();
      again();
    },
  });
  equal(await callsFor(late), 2);
  const batched = (again) => ({ log: () => void setTimeout(again, 1) });
  equal(await callsFor(batched), 2);
});

claim('a sink that posts lines by the instrumented fetch posts one for each call', async ({ echo }) => {
  const original = globalThis.fetch;
  let posts = 0;
  const undo = instrumentFetch({
    log: (body) => {
      if (posts++ < MOST) globalThis.fetch(`${echo}/echo`, { method: 'POST', body }).catch(() => {});
    },
  });
  try {
    await (await globalThis.fetch(`${echo}/echo`)).text();
    await pause(50);
  } finally {
    undo();
    globalThis.fetch = original;
  }
  equal(posts, 1);
});

claim('what a sink logs is not written, is counted, and is reported', async () => {
  const { lines } = stats();
  let written = 0;
  const logger = createLogger({
    log: () => {
      if (written++ < MOST) logger.info('written');
    },
  });
  await withConsole(() => logger.info('once'));
  equal(written, 1);
  deepEqual(since(lines, stats().lines), { created: 2, emitted: 1, logThrew: 1 });
});

claim('a console that logs by a logger writes one line', async () => {
  let written = 0;
  const logger = createLogger();
  await withConsole(
    () => logger.info('once'),
    (method) => {
      if (/^(log|info)$/.test(method) && written++ < MOST) logger.info('again');
    },
  );
  equal(written, 1);
});

claim('spans that a sink, a sampler or a hook opens have no line', async () => {
  const before = stats();
  let opened = 0;
  const open = () => {
    if (opened++ < MOST) startActiveSpan('inner', (span) => equal(span.context, undefined));
  };
  startSpan('outer', { log: open, sampler: { shouldSample: () => (open(), true) } }).end();
  const { created, open: left = 0 } = since(before);
  deepEqual([created, left], [3, 0]);
  balance();
});

claim('a hook may log, in the context of its request', async () => {
  const lines = lineCollector();
  const options = {
    log: lines.log,
    onStart: () => {},
    onEnd: () => createLogger({ log: lines.log }).info('from the hook'),
  };
  await traceHandler(async () => new Response('ok'), options)(new Request(URL, { headers: { traceparent: HEADER } }));
  equal(lines.all().find(({ message }) => message === 'from the hook')?.level, 'info');
});

claim('a request that is handled while a hook runs is traced all the same', async () => {
  const lines = lineCollector();
  const handler = traceHandler(async () => new Response('ok'), { log: lines.log });
  const answers = [];
  const fetch = traceFetch({
    fetch: async () => new Response('ok'),
    log: false,
    onEnd: () => answers.push(handler(new Request(URL, { headers: { traceparent: HEADER } }))),
  });
  await runWithTrace(extract({ traceparent: HEADER }), () => fetch(URL));
  await Promise.all(answers);
  equal(lines.one().trace_id, TRACE_ID);
});
