/**
 * Functions of the application that give a promise where an answer is wanted, or nothing at all: its rejection is
 * handled, reported once, and counted. A rejection that nobody handles fails the claim during which it is noticed.
 */

import { adaptive, createLogger, logRatio, parentBased, startSpan, stats, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { balance, since } from '../support/counts.js';
import { HEADER } from '../support/examples.js';
import { withConsole } from '../support/lines.js';

const claim = about('promises of options');

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
const rejects = async () => {
  throw new Error('from an async function');
};
const inner = async () => new Response('ok');
const call = (options) =>
  traceFetch({ fetch: inner, targets: ['https://a.example'], log: false, ...options })('https://a.example/');
const request = () => new Request('https://a.example/', { headers: { traceparent: HEADER } });
const handle = (options, handler = inner) => traceHandler(handler, options)(request());

const uses = {
  'targets of a fetch': () => call({ targets: [rejects] }),
  'ignore of a fetch': () => call({ ignore: [rejects] }),
  'enabled of a fetch': () => call({ enabled: rejects }),
  'redact of a fetch': () => call({ redact: rejects }),
  'context of a fetch': () => call({ context: rejects }),
  'sampler of a fetch': () => call({ sampler: { shouldSample: rejects } }),
  'mark of a sampler': () => call({ sampler: { shouldSample: () => true, mark: rejects } }),
  'clock of a sampler': () => call({ sampler: adaptive({ targetPerSecond: 1, clock: rejects }) }),
  'a sampler inside another': () => call({ sampler: parentBased({ shouldSample: rejects }) }),
  'onStart of a fetch': () => call({ onStart: rejects }),
  'onEnd of a fetch': () => call({ onEnd: rejects }),
  'end of a fetch': () => call({ end: rejects }),
  'sizes of a fetch': () => call({ sizes: rejects }),
  'log of a fetch': () => call({ log: rejects }),
  'trust of a handler': () => handle({ trust: rejects, log: false }),
  'enabled of a handler': () => handle({ enabled: rejects, log: false }),
  'redact of a handler': () => handle({ redact: rejects, log: false }),
  'hooks of a handler': () => handle({ onStart: rejects, onEnd: rejects, log: false }),
  'options of a handler': () => handle(rejects),
  'options of a handler, for each request': () => handle((env, request) => rejects(env, request)),
  'carrier of a handler': () =>
    traceHandler({ queue() {} }, { carrier: rejects, log: false }).queue({ queue: 'q', messages: [{ body: {} }] }),
  'context of a logger': () => createLogger({ context: rejects, log: () => {} }).info('x'),
  'log of a logger': () => createLogger({ log: rejects }).info('x'),
  'log of a span': () => startSpan('x', { log: rejects }).end(),
  'log of held lines': () =>
    handle({ log: rejects, logSampler: logRatio({ info: 0 }), errorResponse: true }, () => {
      createLogger().info('held');
      throw new Error('failed');
    }),
};

for (const [name, use] of Object.entries(uses)) {
  claim(`${name} may reject: nothing is thrown, and the books balance`, async () => {
    await withConsole(use);
    await pause();
    balance(name);
  });
}

claim('a rejection is reported once, for each option', async () => {
  const { calls } = await withConsole(async () => {
    for (let n = 0; n < 3; n++) await call({ onEnd: rejects });
    await pause();
  });
  // It may have been reported by an earlier claim.
  equal(calls.filter(([, text]) => text.includes('option onEnd')).length <= 1, true);
});

claim('a line whose sink rejects was not written, and one whose sink resolves was', async () => {
  const { lines } = stats();
  createLogger({ log: rejects }).info('x');
  createLogger({ log: async () => {} }).info('x');
  await pause();
  deepEqual(since(lines, stats().lines), { created: 2, emitted: 1, logThrew: 1 });
});

claim('a promise is no answer: not yes, not a context, not a URL', async () => {
  const sent = [];
  const fetch = async (input, init) => {
    sent.push(new Request(input, init).headers.has('traceparent'));
    return new Response('ok');
  };
  const yes = async () => true;
  await withConsole(async () => {
    await call({ fetch, targets: [yes] });
    await call({ fetch, enabled: yes });
  });
  deepEqual(sent, [false, false]);
});
