/** stats(): every span and every log line is counted once when it is created and once by what became of it. */

import {
  createLogger,
  extract,
  setEnabled,
  startActiveSpan,
  startSpan,
  stats,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { deepEqual, equal, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
import { HEADER, UNSAMPLED } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';

const claim = about('stats');

const thrower = () => {
  throw new Error('from the log');
};

claim('a span is open until it ends, once', () => {
  const lines = lineCollector();
  const before = stats();
  const span = startSpan('work', { log: lines.log });
  deepEqual(since(before), { created: 1, open: 1 });
  span.end();
  span.end();
  deepEqual(since(before), { created: 1, emitted: 1 });
  equal(lines.texts().length, 1);
  balance();
});

claim('each reason for which a span has no line is counted apart', async () => {
  const unsampled = extract({ traceparent: UNSAMPLED });
  const cases = [
    ['unsampled', () => startSpan('a', { context: unsampled }).end()],
    ['logOff', () => startSpan('a', { log: false }).end()],
    ['logThrew', () => startSpan('a', { log: thrower }).end()],
    [
      'disabled',
      () => {
        const span = startSpan('a', { log: thrower });
        setEnabled(false);
        span.end();
        setEnabled(true);
      },
    ],
  ];
  for (const [reason, end] of cases) {
    const before = stats();
    await withConsole(end);
    deepEqual(since(before), { created: 1, [reason]: 1 }, reason);
    balance();
  }
});

claim('calls, requests and active spans are counted as their lines are', async () => {
  const lines = lineCollector();
  const before = stats();
  const fetch = traceFetch({ fetch: async () => new Response('ok'), targets: ['https://a.example'], log: lines.log });
  await fetch('https://a.example/');
  await traceHandler(() => new Response('ok'), { log: lines.log })(new Request('https://a.example/'));
  await rejects(
    traceHandler(
      () => {
        throw new Error('mine');
      },
      { log: lines.log },
    )(new Request('https://a.example/')),
    /mine/,
  );
  await startActiveSpan('work', { log: lines.log }, async () => {});
  const spans = lines.all().filter((line) => line.kind !== undefined).length;
  deepEqual([spans, since(before).created, since(before).emitted], [4, 4, 4]);
  balance();
});

claim('a call that is in flight is open', async () => {
  let answer;
  const before = stats();
  const fetch = traceFetch({
    fetch: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    targets: ['https://a.example'],
    log: false,
  });
  const call = fetch('https://a.example/');
  deepEqual(since(before), { created: 1, open: 1 });
  answer(new Response('ok'));
  await call;
  deepEqual(since(before), { created: 1, logOff: 1 });
});

claim('what is switched off is no span', async () => {
  const before = stats();
  const traced = traceHandler(() => new Response('ok'), { enabled: false });
  await traced(new Request('https://a.example/'));
  await traceFetch({ fetch: async () => new Response('ok'), enabled: () => false })('https://a.example/');
  deepEqual(since(before), {});
});

claim('log lines are counted apart from spans; a line below the level is none', async () => {
  const lines = lineCollector();
  const before = stats().lines;
  const context = extract({ traceparent: HEADER });
  createLogger({ log: lines.log, level: 'info', context }).debug('none');
  createLogger({ log: lines.log, context }).info('one');
  createLogger({ log: false }).info('two');
  await withConsole(() => createLogger({ log: thrower }).info('three'));
  deepEqual(since(before, stats().lines), { created: 3, emitted: 1, logOff: 1, logThrew: 1 });
  balance();
});

claim('what it gives is a copy', () => {
  const given = stats();
  given.created = given.dropped.logOff = given.lines.created = -1;
  equal(stats().created >= 0 && stats().dropped.logOff >= 0 && stats().lines.created >= 0, true);
});
