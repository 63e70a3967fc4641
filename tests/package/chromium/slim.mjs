/**
 * Pages that load tracehop.wasm themselves: by the script's own address, from a response, and where a policy forbids
 * it.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { VALID } from '../suite/support/examples.js';
import { openPage } from './browser.mjs';
import { startSite } from './site.mjs';

const WASM = '/node_modules/tracehop/tracehop.wasm';

const SCRIPT = `
import { extract, init, traceFetch } from 'tracehop/slim';
const streamed = [];
const { compileStreaming } = WebAssembly;
WebAssembly.compileStreaming = (response) => (streamed.push(response.url), compileStreaming(response));
globalThis.start = async (address) => {
  const fetch = traceFetch({ log: false });
  const sent = async () => new Headers((await (await fetch('/echo')).json()).headers).get('traceparent');
  const before = await sent();
  try {
    await (address === undefined ? init() : init(globalThis.fetch(address)));
  } catch (error) {
    return { before, message: error.message };
  }
  return { before, after: await sent(), streamed, header: extract({}).traceparent };
};`;

export async function checkSlim(browser, consumer) {
  const { exports } = JSON.parse(await readFile(join(consumer, 'node_modules/tracehop/package.json'), 'utf8'));
  const importMap = JSON.stringify({
    imports: { 'tracehop/slim': `/node_modules/tracehop/${exports['./slim'].browser.slice(2)}` },
  });
  const mapped = `<!doctype html><title>slim</title><script type="importmap">${importMap}</script><script type="module">${SCRIPT}</script>`;
  const {
    outputFiles: [bundle],
  } = await build({
    stdin: { contents: SCRIPT, resolveDir: consumer },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    logLevel: 'error',
  });
  const scripted = '<!doctype html><title>slim</title><script type="module" src="/bundle.js"></script>';
  const site = await startSite(
    consumer,
    {
      '/mapped': { html: mapped, csp: '' },
      '/bundled': { html: scripted, csp: "script-src 'self' 'wasm-unsafe-eval'" },
      '/forbidden': { html: scripted, csp: "script-src 'self'" },
    },
    (request, response, path) => {
      if (path !== '/bundle.js') return false;
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(bundle.text);
      return true;
    },
  );
  const check = (name, test) => report.check(`Chromium, tracehop/slim: ${name}`, test);
  const started = async (path, address) => {
    const { page } = await openPage(browser, site.origin + path);
    try {
      await page.waitForFunction(() => 'start' in globalThis, undefined, { timeout: 30_000 });
      return await page.evaluate((address) => globalThis.start(address), address);
    } finally {
      await page.close();
    }
  };

  await check('without a source it loads the file beside it, compiled while it arrives', async () => {
    const { before, after, streamed, header } = await started('/mapped');
    equal(before, null);
    match(after, VALID);
    match(header, VALID);
    deepEqual(streamed, [site.origin + WASM]);
  });

  await check('bundled, it loads what the program fetches', async () => {
    const { after, streamed } = await started('/bundled', WASM);
    match(after, VALID);
    deepEqual(streamed, [site.origin + WASM]);
  });

  await check('bundled, and without a source, it says what it did not find', async () => {
    const { before, message } = await started('/bundled');
    equal(before, null);
    equal(message, `tracehop: init got status 404 from ${site.origin}/tracehop.wasm`);
  });

  await check('where the policy forbids WebAssembly, it says so and names tracehop/js', async () => {
    const { message } = await started('/forbidden', WASM);
    match(
      message,
      /^tracehop: this host compiles no WebAssembly\. .*'wasm-unsafe-eval' in script-src.*"tracehop\/js" does without it\. .*Content/,
    );
  });

  await site.stop();
}
