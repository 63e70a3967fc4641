/**
 * Hints: what would otherwise be silent is explained on the console, once. They come early in the suite, because later
 * claims cause them, too.
 */

import { configure, createLogger, getTraceContext, startSpan, traceFetch, traceHandler } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('hints');
const options = () => ({ fetch: recordingFetch().fetch, log: () => {} });

/** What is written on the console while `fn` runs. */
async function saidDuring(fn) {
  const { calls } = await withConsole(fn);
  return calls.map(([method, ...args]) => {
    deepEqual([method, args.length], ['warn', 1]);
    return args[0];
  });
}

claim('configure({ hints: false }) switches hints off, and configure({}) on again', async () => {
  configure({ hints: false });
  const said = await saidDuring(() => traceFetch(options())('https://a.example/'));
  configure({});
  deepEqual(said, []);
});

claim('calls without targets are explained on a server, once and with the remedy, and not in a page', async (host) => {
  const said = await saidDuring(async () => {
    await traceFetch({ ...options(), targets: [] })('https://a.example/');
    await traceFetch(options())('https://a.example/', { tracehop: { sent: false } });
    traceFetch(options()).explain('https://a.example/');
    for (let n = 0; n < 2; n++) await traceFetch(options())('https://a.example/');
  });
  equal(said.length, host.page ? 0 : 1);
  if (!host.page) match(said[0], /^tracehop: targets: .*traceFetch\(\{ targets: \['https:\/\/api\.example'\] \}\)$/);
});

claim("targets that leave out the page's own origin are explained at a call to it, once", async (host) => {
  if (!host.page) return;
  const said = await saidDuring(async () => {
    const targets = ['https://a.example'];
    for (const url of ['https://a.example/', 'https://b.example/']) await traceFetch({ ...options(), targets })(url);
    await traceFetch({ ...options(), targets, ignore: [location.origin] })('/own');
    await traceFetch({ ...options(), targets: [...targets, location.origin] })('/own');
    await traceFetch(options())('/own');
    equal(getTraceContext(), undefined);
  });
  deepEqual(said, []);
  const targets = ['https://a.example'];
  const explained = await saidDuring(async () => {
    for (let n = 0; n < 2; n++) await traceFetch({ ...options(), targets })('/own');
  });
  equal(explained.length, 1);
  match(explained[0], /^tracehop: targets: .*own origin.* add location\.origin$/);
});

const request = () => new Request('https://shop.example/');
const targets = ['https://a.example'];

claim('a context that is looked for after an await is explained where it is lost, once', async (host) => {
  const use = async (context) => {
    if (context === undefined) getTraceContext();
    createLogger({ log: false, context }).info('message');
    startSpan('work', { log: false, context }).end();
    await traceFetch({ ...options(), targets, context: () => context })('https://a.example/');
  };
  const atOnce = traceHandler(() => use().then(() => new Response('ok')), { log: false });
  const handed = traceHandler(
    async (_, env, ctx, trace) => {
      await undefined;
      await use(trace);
      return new Response('ok');
    },
    { log: false },
  );
  const quiet = async () => {
    await atOnce(request());
    await handed(request());
    await use();
  };
  deepEqual(await saidDuring(quiet), []);
  const late = traceHandler(
    async () => {
      await undefined;
      await use();
      return new Response('ok');
    },
    { log: false },
  );
  const said = await saidDuring(async () => {
    await late(request());
    await late(request());
  });
  equal(said.length, host.ambient ? 0 : 1);
  if (!host.ambient)
    match(said[0], /^tracehop: lost context: .*AsyncLocalStorage.*createLogger\(\{ context: trace \}\)$/);
});
