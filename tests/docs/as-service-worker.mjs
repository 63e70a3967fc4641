/**
 * Runs a block as a service worker in Chromium: a page calls through it, and the server sees the trace that the line
 * names.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../package/chromium/browser.mjs';
import { startSite } from '../package/chromium/site.mjs';
import { deepEqual, equal, match } from '../package/suite/support/assert.js';
import { VALID } from '../package/suite/support/examples.js';
import { readLine } from '../package/suite/support/lines.js';
import { bundle } from './readme/visit.mjs';
import { ANSWER } from './readme/elsewhere.mjs';

export async function runAsServiceWorker(block, folder, name) {
  const script = await readFile(join(folder, await bundle(block, folder, name, 'iife')));
  const sent = [];
  const answer = (request, response, path) => {
    if (path === '/service-worker.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      return true;
    }
    if (!path.startsWith('/api/')) return false;
    sent.push(request.headers.traceparent);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWER));
    return true;
  };
  const site = await startSite(
    folder,
    { '/': { html: `<!doctype html><title>${name}</title>`, csp: "default-src 'self'" } },
    answer,
  );
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const output = [];
    context.on('serviceworker', (worker) => worker.on('console', (message) => output.push(message.text())));
    const page = await context.newPage();
    await page.goto(`${site.origin}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/service-worker.js');
      await navigator.serviceWorker.ready;
    });
    // A page is served by the service worker from its next navigation on.
    await page.reload();
    const body = await page.evaluate(async () =>
      (await fetch('/api/items', { signal: AbortSignal.timeout(20_000) })).json(),
    );
    deepEqual(body, ANSWER, 'what the page got');
    for (let n = 0; n < 100 && output.length === 0; n++) await page.waitForTimeout(50);
    equal(sent.length, 1, 'requests');
    match(sent[0], VALID, 'traceparent');
    const { kind, trace_id, span_id } = readLine(output[0]);
    deepEqual([kind, sent[0].slice(0, -3)], ['client', `00-${trace_id}-${span_id}`], 'the span that sent it');
  } finally {
    await browser.close();
    await site.stop();
  }
}
