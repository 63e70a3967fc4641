/** What has to be true of the page actions.js, in any browser. */

import { text } from 'node:stream/consumers';
import { startEchoServer } from '../echo-server.mjs';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';

/**
 * Opens the page in a browser and checks what it sends.
 *
 * @param {string} browser its name
 * @param {(url: string) => Promise<{ close(): unknown }>} open
 * @param {Uint8Array} script
 * @param {any} inbox for what the page will send
 * @param {typeof import('tracehop')} tracehop for the server of the page
 */
export async function checkActions(browser, open, script, inbox, { traceHandler, traceMeta, memorySink }) {
  const sink = memorySink();
  const handler = traceHandler(
    ({ url }, env, ctx, trace) => {
      if (new URL(url).pathname !== '/') return new Response('ok');
      const html = `<!doctype html>${traceMeta(trace)}<title>actions</title><button>Buy</button><script type="module" src="/actions.js"></script>`;
      return new Response(html, { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
    },
    { log: sink },
  );
  const site = await startEchoServer(async (request, response, path) => {
    if (path === '/found') {
      inbox.put(JSON.parse(await text(request)));
      response.end();
    } else if (path === '/actions.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else {
      const headers = /** @type {any} */ (request.headers);
      const answer = await handler(new Request(`http://${headers.host}${request.url}`, { headers }));
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    }
    return true;
  });
  const page = await open(`${site.origin}/`);
  await checkFound(browser, await inbox.next(), sink.records);
  await page.close();
  await site.stop();
}

async function checkFound(browser, found, records) {
  const check = (name, test) => report.check(`${browser}, actions: ${name}`, test);
  if (found === undefined || found.failed !== undefined)
    return report.failed(`${browser} runs the page of actions`, found?.failed ?? 'nothing came from it in time');
  const server = records.find(({ name, fields }) => name === 'GET' && fields['url.path'] === '/');
  const link = [{ trace_id: server.context.traceId, span_id: server.context.spanId }];
  const spanIn = (lines, name) => lines.find(({ message, kind }) => message === name && kind === 'internal');

  await check('a click with three awaits is one trace, through to the server', () => {
    const root = spanIn(found.one, 'one');
    deepEqual(
      found.one.map(({ message }) => message),
      ['GET /api/one/{step}', 'one 1', 'GET /api/one/{step}', 'one 2', 'GET /api/one/{step}', 'one 3', 'one'],
    );
    deepEqual([...new Set(found.one.map(({ trace_id }) => trace_id))], [root.trace_id]);
    for (const { kind, parent_id } of found.one) equal(parent_id, kind === 'client' ? root.span_id : undefined);
    const served = records.filter(({ fields }) => fields['url.path'].startsWith('/api/one/'));
    deepEqual(
      served.map(({ context }) => context.traceId),
      [1, 2, 3].map(() => root.trace_id),
    );
  });

  await check('after the load it starts its own trace, with a link to that of the page', () => {
    const root = spanIn(found.one, 'one');
    equal(root.trace_id === server.context.traceId, false);
    deepEqual(root.links, link);
  });

  await check('two actions at once never mix', () => {
    const [a, b] = ['a', 'b'].map((name) => {
      const { trace_id } = spanIn(found.two, name);
      const own = found.two.filter(
        ({ message }) => message === name || message.includes(`${name} `) || message.includes(`/${name}/`),
      );
      equal(own.length, 7);
      deepEqual([...new Set(own.map((line) => line.trace_id))], [trace_id]);
      return trace_id;
    });
    equal(a === b, false);
  });

  await check('the load is a span of the request that made the document, and so is what happens meanwhile', () => {
    const [load, ...others] = found.loads;
    equal(others.length, 0, 'written once');
    const { traceId, spanId } = server.context;
    deepEqual([load.trace_id, load.parent_id, load.kind, load.service], [traceId, spanId, 'internal', 'shop']);
    deepEqual([load.status, load['http.response.status_code'] ?? 200], ['ok', 200]);
    match(load['url.full'], /^http:\/\/127\.0\.0\.1:\d+\/$/);
    equal(load['navigation.type'], 'navigate');
    const moments = ['response_start', 'response_end', 'dom_interactive', 'load'].map(
      (name) => load[`navigation.${name}_ms`],
    );
    deepEqual(
      moments,
      [...moments].sort((a, b) => a - b),
    );
    equal(load.duration_ms, moments.at(-1));
    const [loading, later] = found.loading;
    deepEqual([loading.trace_id, loading.parent_id], [traceId, spanId]);
    deepEqual([later.trace_id === traceId, later.parent_id], [false, undefined]);
  });

  await check('errors that nobody caught have the ids of their action', () => {
    for (const [name, message] of [
      ['throws', 'thrown'],
      ['rejects', 'rejected'],
      ['text', 'only a text'],
    ]) {
      const lines = found[name];
      const line = lines.find(({ kind }) => kind === undefined);
      const { trace_id, span_id } = spanIn(lines, name);
      deepEqual([line.level, line.message, line.service], ['error', message, 'shop'], name);
      deepEqual([line.trace_id, line.span_id], [trace_id, span_id], name);
      if (name !== 'text') equal(line['exception.type'], 'RangeError');
    }
    const line = found.call.find(({ kind }) => kind === undefined);
    equal(line.trace_id, spanIn(found.call, 'call').trace_id, 'a call that nobody waits for');
    deepEqual(
      found.outside.map(({ level, message, trace_id }) => [level, message, trace_id]),
      [['error', 'of no action', undefined]],
    );
    equal(found.reported.length, 2, 'the browser reports them as always');
  });

  await check('the undo ends it', () => deepEqual(found.afterUndo, []));
}
