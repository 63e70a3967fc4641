/** Runs a block as the script of a page in Chromium. It has to send its trace and write what it did. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { launchChromium } from '../package/chromium/browser.mjs';
import { startSite } from '../package/chromium/site.mjs';
import { equal, match } from '../package/suite/assert.js';
import { VALID } from '../package/suite/examples.js';
import { readLine } from '../package/suite/lines.js';
import { ANSWER } from './elsewhere.mjs';

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, traceparent, tracestate' };

export async function runAsPage({ code, language }, folder, name) {
  const file = join(folder, `${name}.${language}`);
  await writeFile(file, code);
  await mkdir(join(folder, 'bundle'), { recursive: true });
  await build({ entryPoints: [file], outfile: join(folder, `bundle/${name}.js`), bundle: true, format: 'esm', platform: 'browser',
    logLevel: 'error' });
  const site = await startSite(folder, {
    '/': {
      html: `<!doctype html><title>${name}</title><script type="module" src="/bundle/${name}.js"></script>`,
      csp: "script-src 'self' 'wasm-unsafe-eval'",
    },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const [texts, errors, sent] = [[], [], []];
    page.on('console', (message) => (message.type() === 'error' ? errors : texts).push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    // What the page calls, here or anywhere, is answered by us.
    await page.route((url) => url.pathname !== '/' && !url.pathname.startsWith('/bundle/'), (route) => {
      sent.push(route.request().headers());
      return route.fulfill({ json: ANSWER, headers: CORS });
    });
    await page.goto(`${site.origin}/`);
    const spans = () => texts.filter((text) => text.startsWith('{')).map(readLine).filter((line) => line.kind === 'client');
    for (let n = 0; n < 100 && spans().length === 0 && errors.length === 0; n++) await page.waitForTimeout(50);
    equal(errors.join('\n'), '', 'errors on the console');
    equal(spans().length > 0, true, 'a client span line on the console');
    const carried = sent.map((headers) => headers.traceparent).filter((value) => value !== undefined);
    equal(carried.length > 0, true, 'a request with a traceparent');
    for (const value of carried) match(value, VALID);
    for (const { trace_id, span_id } of spans()) {
      equal(carried.some((value) => value.startsWith(`00-${trace_id}-${span_id}-`)), true, `the header of span ${span_id}`);
    }
  } finally {
    await browser.close();
    await site.stop();
  }
}
