/** A page that is left while requests are in flight: their lines are written then, and once. */

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { report } from '../report.mjs';
import { deepEqual, equal } from '../suite/support/assert.js';
import { startSite } from './site.mjs';

/** Lines go where the next page finds them: what a page writes to its console on the way out reaches nobody here. */
const SCRIPT = `
import { startSpan, traceFetch } from 'tracehop';
const log = (line) => localStorage.setItem('lines', [localStorage.getItem('lines') ?? [], line].flat().join('\\n'));
localStorage.clear();
const fetch = traceFetch({ log });
globalThis.left = startSpan('checkout', { log });
startSpan('done', { log }).end();
fetch('/never').catch(() => {});
await fetch('/next');
globalThis.ready = true;
`;

export async function checkLeaving(browser, consumer) {
  const { exports } = JSON.parse(await readFile(join(consumer, 'node_modules/tracehop/package.json'), 'utf8'));
  const importMap = JSON.stringify({
    imports: { tracehop: `/node_modules/tracehop/${exports['.'].browser.slice(2)}` },
  });
  const html = `<!doctype html><title>shop</title><script type="importmap">${importMap}</script><script type="module">${SCRIPT}</script>`;
  const pages = { '/shop': { html, csp: '' }, '/next': { html: '<!doctype html><title>next</title>', csp: '' } };
  const site = await startSite(consumer, pages, (request, response, path) => path === '/never');
  const page = await browser.newPage();
  const open = async () => {
    await page.goto(`${site.origin}/shop`);
    await page.waitForFunction(() => globalThis.ready === true);
  };
  const written = async () =>
    (await page.evaluate(() => localStorage.getItem('lines')))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const short = ({ message, status, unfinished }) => [message, status, unfinished];
  try {
    await report.check(
      'a page that is left writes the lines of what is in flight as unfinished and unset',
      async () => {
        await open();
        await page.goto(`${site.origin}/next`);
        const lines = await written();
        deepEqual(lines.map(short), [
          ['done', 'unset', undefined],
          ['GET', 'ok', undefined],
          ['checkout', 'unset', true],
          ['GET', 'unset', true],
        ]);
        equal(lines.at(-1)['url.full'], `${site.origin}/never`);
        equal('http.response.status_code' in lines.at(-1), false);
      },
    );
    await report.check('a page that is left twice writes each line once', async () => {
      await open();
      await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
        globalThis.left.end();
      });
      deepEqual(
        (await written()).map(short).filter(([message]) => message === 'checkout'),
        [['checkout', 'unset', true]],
      );
    });
    await report.check('a page that is kept for the way back keeps its spans', async () => {
      await open();
      await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        globalThis.left.setStatus('ok').end();
      });
      deepEqual(
        (await written()).map(short).filter(([message]) => message === 'checkout'),
        [['checkout', 'ok', undefined]],
      );
    });
  } finally {
    await page.close();
    await site.stop();
  }
}
