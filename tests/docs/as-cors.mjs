/**
 * Runs a block as a worker that a page of another origin calls in Chromium, with real preflights: the call has to get
 * through with its headers, and the page has to be able to read which operation answered.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { launchChromium } from '../package/chromium/browser.mjs';
import { startSite } from '../package/chromium/site.mjs';
import { equal } from '../package/suite/support/assert.js';
import { readLine } from '../package/suite/support/lines.js';
import { bundleWorker, COMPATIBILITY_DATE } from '../package/workerd/bundle.mjs';
import { bundle } from './readme/visit.mjs';

/** The origin that the block allows. The page has another one here. */
const ALLOWED = 'https://shop.example';

const PAGE = `import { traceFetch } from 'tracehop';
const api = new URLSearchParams(location.search).get('api');
const fetch = traceFetch({ service: 'shop', targets: [api] });
await fetch(api + '/items', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
`;

export async function runUnderCors({ code, language }, folder, name) {
  const script = await bundle({ code: PAGE, language: 'js' }, folder, `${name}-page`);
  const site = await startSite(folder, {
    '/': {
      html: `<!doctype html><title>${name}</title><script type="module" src="${script}"></script>`,
      csp: "object-src 'none'",
    },
  });
  const file = join(folder, `${name}.${language}`);
  await writeFile(file, code.replaceAll(ALLOWED, site.origin));
  const output = [];
  const miniflare = new Miniflare({
    modules: await bundleWorker(file),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ['nodejs_compat'],
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (part) => output.push(part));
    },
  });
  const browser = await launchChromium();
  try {
    const { origin: api } = await miniflare.ready;
    const page = await browser.newPage();
    const [texts, errors] = [[], []];
    page.on('console', (message) => (message.type() === 'error' ? errors : texts).push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${site.origin}/?api=${encodeURIComponent(api)}`);
    const serverLines = () =>
      output
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{"timestamp"'))
        .map(readLine);
    const isDone = () => errors.length > 0 || (texts.length > 0 && serverLines().length > 0);
    for (let n = 0; n < 100 && !isDone(); n++) await page.waitForTimeout(50);
    equal(errors.join('\n'), '', 'errors on the console');
    const [client, server] = [readLine(texts[0]), serverLines()[0]];
    equal(server.parent_id, client.span_id, 'parent_id of the server span');
    equal(client['server.span_id'], server.span_id, 'server.span_id of the client span');
  } finally {
    await browser.close();
    await miniflare.dispose();
    await site.stop();
  }
}
