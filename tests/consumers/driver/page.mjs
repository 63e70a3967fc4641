/** The page of programs/page in Chromium, wherever it is served. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../package/chromium/browser.mjs';
import { startSite } from '../../package/chromium/site.mjs';
import { report } from '../../package/report.mjs';
import { deepEqual, equal } from '../../package/suite/support/assert.js';
import { startApi } from './api.mjs';
import { idsOf, isOneTrace, linesIn } from './trace.mjs';
import { eventually } from './wait.mjs';

/** A text of the fetch wrapper that no minifier changes. A program that only reads headers must not load it. */
const OF_THE_WRAPPER = 'url.full';

/**
 * @param label what is served, as in `vite dev`.
 * @param url where.
 * @param isBuilt whether what is loaded was cut down to what is imported.
 */
export async function checkPage(label, url, { isBuilt = true } = {}) {
  const api = await startApi();
  const address = `${url}/?api=${api.origin}`;
  await report.check(`${label}: the call of a page has a traceparent, and its lines are the same trace`, () =>
    visit(address, async (page) => {
      await eventually(() => page.lines().some((line) => line.message === 'checkout'));
      isOneTrace(api.call('/echo/checkout'), page.lines(), 'checkout pressed');
      equal(await page.loads(OF_THE_WRAPPER), true, 'the fetch wrapper is loaded');
    }),
  );

  await report.check(
    `${label}: a page of headers alone sends them${isBuilt ? ', and loads nothing of the fetch wrapper' : ''}`,
    () =>
      visit(`${address}#headers`, async (page) => {
        const call = await eventually(() => api.call('/echo/headers'));
        idsOf(call);
        equal(call.headers.tracestate, 'shop=headers,vendor=x');
        if (isBuilt) equal(await page.loads(OF_THE_WRAPPER), false, 'the fetch wrapper is loaded');
      }),
  );
  await api.stop();
}

/** The same for files that any web server can serve; the page is their `index.html`. */
export async function checkFiles(label, folder, options) {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const site = await startSite(folder, { '/': { html, csp: "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" } });
  try {
    await checkPage(label, site.origin, options);
  } finally {
    await site.stop();
  }
}

/**
 * Opens a page and closes it. The console must have no error by then.
 *
 * @param steps gets the `tab` of playwright; `lines()`, written so far; and `loads(text)`: whether a script contains
 * that.
 */
export async function visit(address, steps) {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    const [written, errors, scripts] = [[], [], []];
    tab.on('console', (message) => (message.type() === 'error' ? errors : written).push(message.text()));
    tab.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
    tab.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.text().catch(() => ''));
    });
    await tab.goto(address);
    const page = {
      tab,
      lines: () => linesIn(written.join('\n')),
      loads: async (text) => (await Promise.all(scripts)).some((script) => script.includes(text)),
    };
    await steps(page).catch((error) => {
      throw new Error([error.message, ...errors, ...written].join('\n       '));
    });
    deepEqual(errors, [], 'errors in the console');
  } finally {
    await browser.close();
  }
}
