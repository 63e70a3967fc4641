/** A page in Chromium whose script is a block. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { launchChromium } from '../../package/chromium/browser.mjs';
import { startSite } from '../../package/chromium/site.mjs';
import { ANSWER, CORS } from './elsewhere.mjs';

/**
 * Opens the page and gives it time.
 *
 * @param options `until`: whether the page has done what it is to do, by what is known so far; `csp`: the page's
 * policy.
 * @returns `{texts, errors, sent}`: what the console said, what it complained of, and the headers of each call.
 */
export async function visit(block, folder, name, { until, csp = "script-src 'self' 'wasm-unsafe-eval'" }) {
  const script = await bundle(block, folder, name);
  const site = await startSite(folder, {
    '/': { html: `<!doctype html><title>${name}</title><script type="module" src="${script}"></script>`, csp },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const seen = { texts: [], errors: [], sent: [] };
    page.on('console', (message) => (message.type() === 'error' ? seen.errors : seen.texts).push(message.text()));
    page.on('pageerror', (error) => seen.errors.push(error.message));
    // What the page calls, here or anywhere, is answered by us.
    await page.route(
      (url) => url.pathname !== '/' && !url.pathname.startsWith('/bundle/'),
      (route) => {
        seen.sent.push(route.request().headers());
        return route.fulfill({ json: ANSWER, headers: CORS });
      },
    );
    await page.goto(`${site.origin}/`);
    for (let n = 0; n < 100 && !until(seen) && seen.errors.length === 0; n++) await page.waitForTimeout(50);
    return seen;
  } finally {
    await browser.close();
    await site.stop();
  }
}

/**
 * As a user's bundler does it.
 *
 * @param {{ code: string, language: string }} block
 * @param {string} folder
 * @param {string} name
 * @param {import('esbuild').Format} [format]
 * @returns the path by which the folder's site serves the script
 */
export async function bundle({ code, language }, folder, name, format = 'esm') {
  const file = join(folder, `${name}.${language}`);
  await writeFile(file, code);
  await mkdir(join(folder, 'bundle'), { recursive: true });
  await build({
    entryPoints: [file],
    outfile: join(folder, `bundle/${name}.js`),
    bundle: true,
    format,
    platform: 'browser',
    logLevel: 'error',
  });
  return `/bundle/${name}.js`;
}
