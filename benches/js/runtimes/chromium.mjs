// Headless Chromium: a fresh page for each operation, on an origin that exists only in the browser.

import { chromium } from 'playwright-core';
import { bundle } from './bundle.mjs';

const ORIGIN = 'https://shop.example';
const PAGE = '<!doctype html><title>bench</title><script type="module" src="/bench.js"></script>';

export async function open() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--js-flags=--expose-gc',
    ],
  });
  return {
    version: browser.version(),
    measure: (name, settings) => measure(browser, name, settings),
    close: () => browser.close(),
  };
}

async function measure(browser, name, settings) {
  const [script] = await bundle('chromium', name, {
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.stack));
    await context.route('**/*', (route) => {
      const isScript = route.request().url() === `${ORIGIN}/bench.js`;
      const contentType = isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8';
      return route.fulfill({ contentType, body: isScript ? script.text : PAGE });
    });
    await page.exposeFunction('cpuTime', await cpuClock(context, page));
    await page.goto(ORIGIN, { waitUntil: 'load' });
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return await page.evaluate((given) => globalThis.bench(given), settings);
  } finally {
    await context.close();
  }
}

/** Milliseconds of CPU time that the page's main thread has had: what other programs do meanwhile does not count. */
async function cpuClock(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1000;
  };
}
