/** Where the cases run: here, in workerd, in a page of Chromium. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { launchChromium } from '../package/chromium/browser.mjs';
import { bundleWorker, COMPATIBILITY_DATE } from '../package/workerd/bundle.mjs';
import { startCaseServer } from './server.mjs';

/**
 * `start(folder, host)` gives `{server, run(numbers), stop()}`. `cases` is how many are run unless somebody asks for more or
 * fewer, `batch` how many go out in one piece, `width` how many calls are under way at once; `crossOrigin`, whether redirects may
 * cross origins: in a page our header would bring a preflight there, as the header of anybody.
 */
export const RUNTIMES = {
  node: { start: inNode, cases: 10_000, batch: 500, width: 32, crossOrigin: true },
  workerd: { start: inWorkerd, cases: 1000, batch: 100, width: 5, crossOrigin: true },
  chromium: { start: inChromium, cases: 1000, batch: 100, width: 2, crossOrigin: false },
};

async function inNode(folder, facts) {
  const server = await startCaseServer({ keepAlive: true });
  const { runCases } = await import(pathToFileURL(join(folder, 'index.js')));
  return { server, run: (numbers) => runCases(numbers, hostOf(server, facts)), stop: () => server.stop() };
}

async function inWorkerd(folder, facts) {
  const server = await startCaseServer({ keepAlive: false });
  const miniflare = new Miniflare({
    modules: await bundleWorker(join(folder, 'in-worker.js')),
    compatibilityDate: COMPATIBILITY_DATE,
    // It tells of every connection that breaks, as it should.
    handleRuntimeStdio: (...streams) => {
      for (const stream of streams) stream.resume();
    },
  });
  return {
    server,
    async run(numbers) {
      const body = JSON.stringify({ numbers, host: hostOf(server, facts) });
      const response = await miniflare.dispatchFetch('http://cases/', { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    async stop() {
      await miniflare.dispose();
      server.stop();
    },
  };
}

async function inChromium(folder, facts) {
  const outfile = join(folder, 'bundle/in-page.js');
  await build({ entryPoints: [join(folder, 'in-page.js')], outfile, bundle: true, format: 'esm', platform: 'browser', logLevel: 'error' });
  const script = await readFile(outfile);
  const files = {
    '/': ['text/html', '<!doctype html><title>cases</title><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', script],
    '/favicon.ico': ['image/png', ''],
  };
  const server = await startCaseServer({
    keepAlive: false,
    async answer(request, response) {
      const file = files[request.url];
      if (file !== undefined) response.writeHead(200, { 'content-type': file[0] }).end(file[1]);
      return file !== undefined;
    },
  });
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(server.home);
  await page.waitForFunction(() => 'runCases' in globalThis, undefined, { timeout: 30_000 });
  return {
    server,
    run: (numbers) => page.evaluate(([numbers, host]) => globalThis.runCases(numbers, host), [numbers, hostOf(server, facts)]),
    async stop() {
      await browser.close();
      server.stop();
    },
  };
}

const hostOf = ({ home, away }, facts) => ({ ...facts, home, away });
