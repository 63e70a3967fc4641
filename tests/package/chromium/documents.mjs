/**
 * Pages and the traces of the requests that made them. A server of ours answers with the package's own handler and tag;
 * the page says what its first spans are part of.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { startEchoServer } from '../echo-server.mjs';
import { report } from '../report.mjs';
import { deepEqual, equal } from '../suite/support/assert.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../suite/support/examples.js';

const MINUTE = 60_000;

/** In the page: a span and a call, as the lines that they write. At the end of each page they are made once. */
const PAGE = `
import { action, extract, startActiveSpan, startSpan, traceFetch } from 'tracehop';
globalThis.spans = async (url = '/api') => {
  const lines = [];
  const log = (line) => lines.push(JSON.parse(line));
  const fetch = traceFetch({ log });
  startSpan('first', { log }).end();
  // All of it before the first await: the page may have loaded after it.
  const answer = fetch(url);
  startSpan('given', { log, context: extract({ traceparent: '${HEADER}' }) }).end();
  startActiveSpan('outer', { log }, () => startSpan('inner', { log }).end());
  action('done', () => {}, { log });
  await (await answer).text();
  const [first, given, inner, outer, done, call] = lines;
  return { first, call, given, inner, outer, done };
};`;

const tag = (header, time) => `<meta name="traceparent" content="${header}" data-time="${time}">`;
const timed = () => ({ 'server-timing': `traceparent-time;desc=${Date.now()}` });

/** Path to the head of a page, and its headers beside what the handler adds. */
const pages = (traceMeta) => ({
  '/fresh': () => [traceMeta()],
  '/cacheable': () => [traceMeta(), { 'cache-control': 'max-age=600' }],
  '/confirmed': () => [traceMeta(), { 'cache-control': 'no-cache', etag: '"one"' }],
  '/kept-by-a-cdn': () => [tag(HEADER, Date.now() - MINUTE)],
  '/ahead': () => [tag(HEADER, Date.now() + MINUTE)],
  '/untimed': () => [`<meta name="traceparent" content="${HEADER}">`],
  '/no-time': () => [tag(HEADER, 'now')],
  '/invalid': () => [tag(HEADER.toUpperCase(), Date.now())],
  '/in-the-body': () => [`<body>${traceMeta()}`],
  '/header': () => ['', timed()],
  '/header-untimed': () => [''],
  '/header-kept': () => ['', { 'server-timing': `traceparent-time;desc=${Date.now() - MINUTE}` }],
  '/cached-behind-the-edge': () => [tag(HEADER, Date.now() - MINUTE), timed()],
  '/early': () => [`<script>globalThis.early = spans();</script>${traceMeta()}`],
  '/streaming': () => [`${traceMeta()}<script>globalThis.early = spans();</script>`],
  '/elsewhere': () => [''],
  '/silent': () => [traceMeta(), {}, ''],
  '/loading': () => [`${traceMeta()}<img src="/never.png">`],
});

export async function checkDocuments(browser, consumer) {
  const check = (name, test) => report.check(`Chromium, a page and its request: ${name}`, test);
  const { traceHandler, traceMeta } = await import(await nodeEntry(consumer));
  const lines = [];
  const log = (line) => lines.push(JSON.parse(line));
  const made = pages(traceMeta);
  const script = await pageScript(consumer);

  const handler = traceHandler(
    (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/worker.js')
        return asScript('addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));');
      if (pathname === '/page.js') return asScript(script);
      if (made[pathname] === undefined) return new Response('ok');
      const [head, headers, foot = '<script>globalThis.found = spans();</script>'] = made[pathname]();
      const all = { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers };
      if (request.headers.has('if-none-match')) return new Response(null, { status: 304, headers: all });
      return new Response(
        `<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>${head}<p>${'text '.repeat(500)}${foot}`,
        { headers: all },
      );
    },
    { log },
  );
  const site = await startEchoServer(
    (request, response, path) => path === '/never.png' || answer(handler, request, response),
  );

  const context = await browser.newContext();
  const page = await context.newPage();
  /** Goes to a page. @returns what its first spans are part of, and the span of the request that made it. */
  const visit = async (path, go = () => page.goto(site.origin + path)) => {
    lines.length = 0;
    await go();
    const spans = await page.evaluate(() => globalThis.found);
    const handled = (path) => lines.find((line) => line['url.path'] === path);
    return { ...spans, request: handled(path), api: handled('/api') };
  };
  const joins = ({ first, call }, { trace_id, span_id }) => {
    for (const span of [first, call]) deepEqual([span.trace_id, span.parent_id], [trace_id, span_id], span.message);
  };
  const startsItsOwn = ({ first, call }, ...strangers) => {
    equal(first.parent_id, undefined);
    equal(call.parent_id, undefined);
    for (const id of [TRACE_ID, ...strangers])
      equal([first.trace_id, call.trace_id].includes(id), false, 'in that trace');
  };

  await check('a fresh tag makes the page part of the trace, through to what it calls', async () => {
    const { first, call, given, inner, outer, request, api } = await visit('/fresh');
    joins({ first, call }, request);
    deepEqual(
      [outer.parent_id, inner.parent_id, given.parent_id],
      [request.span_id, outer.span_id, PARENT_ID],
      'a nearer parent counts',
    );
    deepEqual([api.trace_id, api.parent_id], [request.trace_id, call.span_id]);
    deepEqual(
      [call['server.span_id'], call['server.trace_flags'], call['server.trace_id']],
      [api.span_id, '03', undefined],
    );
  });

  await check("a copy in the browser's cache does not", async () => {
    const { request } = await visit('/cacheable');
    const again = await visit('/cacheable');
    equal(again.request, undefined, 'a request was made');
    startsItsOwn(again, request.trace_id);
  });

  await check('a copy that a 304 confirmed does not', async () => {
    const { request } = await visit('/confirmed');
    const again = await visit('/confirmed');
    equal(again.request['http.response.status_code'], 304);
    startsItsOwn(again, request.trace_id, again.request.trace_id);
  });

  await check('a page gone back to does not', async () => {
    const { request } = await visit('/fresh');
    await visit('/elsewhere');
    const again = await visit('/fresh', () => page.goBack());
    startsItsOwn(again, request.trace_id, again.request.trace_id);
  });

  for (const path of [
    '/kept-by-a-cdn',
    '/ahead',
    '/untimed',
    '/no-time',
    '/invalid',
    '/in-the-body',
    '/header-untimed',
    '/header-kept',
  ]) {
    await check(`${path.slice(1)}: without proof of freshness it does not`, async () => {
      const visited = await visit(path);
      startsItsOwn(visited, visited.request.trace_id);
    });
  }

  await check("the navigation's Server-Timing does it too, with the time beside it", async () => {
    for (const path of ['/header', '/cached-behind-the-edge']) {
      const visited = await visit(path);
      joins(visited, visited.request);
    }
  });

  await check('a tag that comes after the first span is found by the next', async () => {
    const visited = await visit('/early');
    startsItsOwn(await page.evaluate(() => globalThis.early), visited.request.trace_id);
    joins(visited, visited.request);
  });

  await check('HTML that is still arriving is fresh', async () => {
    const visited = await visit('/streaming');
    joins(await page.evaluate(() => globalThis.early), visited.request);
  });

  /** Goes to a page that is still loading. */
  const begin = () => page.goto(`${site.origin}/loading`, { waitUntil: 'domcontentloaded' });
  const spans = () => page.evaluate(() => globalThis.spans());

  await check('after its load event nothing is part of it, and an action links to it', async () => {
    const { request, done } = await visit('/fresh');
    equal(done.trace_id, request.trace_id, 'an action while it loads');
    equal(done.links, undefined);
    const later = await spans();
    startsItsOwn(later, request.trace_id);
    equal(later.done.parent_id, undefined);
    deepEqual(later.done.links, [{ trace_id: request.trace_id, span_id: request.span_id }]);
  });

  await check('the link is found by the first action, however late that is', async () => {
    await page.goto(`${site.origin}/fresh`);
    await page.evaluate(() => globalThis.found);
    lines.length = 0;
    await page.goto(`${site.origin}/silent`);
    const request = lines.find((line) => line['url.path'] === '/silent');
    const { done } = await spans();
    deepEqual(done.links, [{ trace_id: request.trace_id, span_id: request.span_id }]);
  });

  for (const [input, press] of Object.entries({
    'a click': () => page.mouse.click(5, 5),
    'a key': () => page.keyboard.press('a'),
  })) {
    await check(`after ${input} nothing is part of it, though it still loads`, async () => {
      await begin();
      const before = await spans();
      equal(before.first.parent_id === undefined, false, 'before');
      await page.evaluate(() => {
        for (const type of ['pointerdown', 'keydown'])
          addEventListener(type, () => {
            globalThis.inside ??= globalThis.spans();
          });
      });
      await press();
      startsItsOwn(await page.evaluate(() => globalThis.inside), before.first.trace_id);
      startsItsOwn(await spans(), before.first.trace_id);
    });
  }

  await check('an event that a script makes is no input', async () => {
    await begin();
    const { first } = await page.evaluate(async () => {
      let made;
      document.body.onclick = () => {
        made = globalThis.spans();
      };
      document.body.click();
      return made;
    });
    equal(first.parent_id === undefined, false);
  });

  await check(
    'spans that start more than 30 s after the navigation are not part of it, though it still loads',
    async () => {
      const later = () =>
        page.evaluate(() => {
          const { now } = performance;
          performance.now = () => now.call(performance) + 30_000;
        });
      await begin();
      const { first } = await spans();
      equal(first.parent_id === undefined, false);
      await later();
      startsItsOwn(await spans(), first.trace_id);
    },
  );

  await check("another origin's answer is read where CORS exposes it, and its absence is no error", async () => {
    const other = await startEchoServer((request, response, path) => {
      if (path === '/exposed') response.setHeader('access-control-expose-headers', 'server-timing, traceresponse');
      response
        .writeHead(200, { 'access-control-allow-origin': '*', 'server-timing': `traceparent;desc="${HEADER}"` })
        .end();
      return true;
    });
    const errors = [];
    page.on('console', (message) => errors.push(message.text()));
    await page.goto(`${site.origin}/elsewhere`);
    const [exposed, hidden] = [
      await page.evaluate((url) => globalThis.spans(url), `${other.origin}/exposed`),
      await page.evaluate((url) => globalThis.spans(url), `${other.origin}/`),
    ];
    await other.stop();
    deepEqual([exposed.call['server.span_id'], exposed.call['server.trace_id']], [PARENT_ID, TRACE_ID]);
    deepEqual([hidden.call['server.span_id'], hidden.call['http.response.status_code']], [undefined, 200]);
    deepEqual(errors, []);
  });

  await check('a page from a service worker does not', async () => {
    await page.goto(`${site.origin}/elsewhere`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
    });
    const visited = await visit('/fresh');
    equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true, 'the worker is in between');
    startsItsOwn(visited, visited.request.trace_id);
  });

  await context.close();
  await site.stop();
}

function asScript(source) {
  return new Response(source, { headers: { 'content-type': 'text/javascript', 'cache-control': 'no-store' } });
}

/** The installed package's entry for Node. */
async function nodeEntry(consumer) {
  const folder = join(consumer, 'node_modules/tracehop');
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return pathToFileURL(join(folder, exports['.'].node)).href;
}

async function pageScript(consumer) {
  const stdin = { contents: PAGE, resolveDir: consumer };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** Node's request to a handler of the fetch kind, and its response back: a page that streams comes in two pieces. */
/** @returns {Promise<boolean>} whether it has answered */
async function answer(handler, request, response) {
  const url = `http://${request.headers.host}${request.url}`;
  const { status, headers, body } = await handler(new Request(url, { headers: request.headers }));
  response.writeHead(status, Object.fromEntries(headers));
  if (request.url !== '/streaming') {
    response.end(body === null ? undefined : await text(Readable.fromWeb(body)));
    return true;
  }
  response.write(await text(Readable.fromWeb(body)));
  await pause(300);
  response.end('<p>the end');
  return true;
}
