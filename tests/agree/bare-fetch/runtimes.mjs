/** Where the cases run: here, in workerd, in a page of Chromium. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { launchChromium } from '../../package/chromium/browser.mjs';
import { bundleWorker, COMPATIBILITY_DATE } from '../../package/workerd/bundle.mjs';
import { startCaseServer } from './server.mjs';

/**
 * `start(folder, host)` gives `{server, run(numbers, attempt), stop()}`. `cases` is how many are run unless somebody
 * asks for more or fewer, `batch` how many go out in one piece, `width` how many calls are under way at once;
 * `crossOrigin`, whether redirects may cross origins: in a page our header would bring a preflight there, as the header
 * of anybody; `hasEarlyHints`, whether 103 is no answer; `isPage`, whether the host is a browser, with rules of its
 * own.
 */
export const RUNTIMES = {
  node: { start: inNode, cases: 10_000, batch: 2500, width: 24, crossOrigin: true, hasEarlyHints: true },
  workerd: { start: inWorkerd, cases: 1000, batch: 100, width: 5, crossOrigin: true, hasEarlyHints: false },
  chromium: {
    start: inChromium,
    cases: 1000,
    batch: 100,
    width: 2,
    crossOrigin: false,
    hasEarlyHints: true,
    isPage: true,
  },
};

async function inNode(folder, facts) {
  const server = await startCaseServer({ keepAlive: true });
  const { runCases } = await import(pathToFileURL(join(folder, 'index.js')).href);
  return {
    server,
    run: (numbers, attempt) => runCases(numbers, hostOf(server, facts, attempt)),
    stop: () => server.stop(),
  };
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
    async run(numbers, attempt) {
      const body = JSON.stringify({ numbers, host: hostOf(server, facts, attempt) });
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
  await build({
    entryPoints: [join(folder, 'in-page.js')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
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
      // The cookies that an answer will set are there from the start, for every call.
      const headers = { 'set-cookie': ['a=1; path=/', 'b=2; path=/'], 'content-type': file?.[0] };
      if (file !== undefined) response.writeHead(200, headers).end(file[1]);
      return file !== undefined;
    },
  });
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(server.home);
  await page.waitForFunction(() => 'runCases' in globalThis, undefined, { timeout: 30_000 });
  return {
    server,
    run: (numbers, attempt) =>
      page.evaluate(([numbers, host]) => globalThis.runCases(numbers, host), [numbers, hostOf(server, facts, attempt)]),
    async stop() {
      await browser.close();
      server.stop();
    },
  };
}

const hostOf = ({ home, away }, facts, attempt) => ({ ...facts, home, away, attempt });
