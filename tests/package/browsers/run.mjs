/**
 * Chromium and Firefox against servers of several origins, with the preflights that browsers really make; and the suite
 * of tests/package in Firefox.
 *
 *     node tests/package/browsers/run.mjs target/consumer
 */

import { cp, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launchChromium } from '../chromium/browser.mjs';
import { startSite } from '../chromium/site.mjs';
import { consumerFolder, placeSuite } from '../consumer.mjs';
import { startEchoServer } from '../echo-server.mjs';
import { openFirefox } from '../firefox/browser.mjs';
import { report } from '../report.mjs';
import { checkActions } from './actions.mjs';
import { checkOrigins } from './claims.mjs';
import { startOrigins } from './origins.mjs';

const LIMIT_MS = 90_000;

const consumer = await consumerFolder();
const chromium = await launchChromium();
const BROWSERS = {
  async Chromium(url) {
    const page = await chromium.newPage();
    await page.goto(url);
    return page;
  },
  Firefox: openFirefox,
};

await checkPreflights();
await checkEachAction();
await checkSuite();
await chromium.close();
report.end();

async function checkPreflights() {
  const script = await bundled('page.js');
  const found = inbox();
  const servers = await startOrigins(async (request, response, path) => {
    const files = {
      '/': ['text/html', '<!doctype html><title>origins</title><script type="module" src="/page.js"></script>'],
      '/page.js': ['text/javascript', script],
      '/origins': ['application/json', JSON.stringify(servers.origins)],
      '/favicon.ico': ['image/png', ''],
    };
    if (path === '/add-line') servers.addLine(await text(request));
    if (path === '/found') found.put(JSON.parse(await text(request)));
    const [type, contents] = files[path] ?? ['text/plain', ''];
    const isOurs = path in files || path === '/add-line' || path === '/found';
    if (isOurs) response.writeHead(200, { 'content-type': type }).end(contents);
    return isOurs;
  });
  for (const [name, open] of Object.entries(BROWSERS)) {
    servers.forget();
    const page = await open(`${servers.origins.home}/`);
    await checkOrigins(name, await found.next(), servers);
    await page.close();
  }
  servers.stop();
}

async function checkEachAction() {
  const script = await bundled('actions.js');
  const tracehop = await import(pathToFileURL(join(consumer, 'node_modules/tracehop/node/index.js')).href);
  for (const [name, open] of Object.entries(BROWSERS)) await checkActions(name, open, script, inbox(), tracehop);
}

async function checkSuite() {
  const echo = await startEchoServer();
  const folder = await placeSuite(consumer, {
    runtime: 'firefox',
    echo: echo.origin,
    away: echo.away,
    ambient: false,
    page: true,
  });
  const outfile = join(folder, 'bundle/in-page.js');
  await build({
    entryPoints: [join(folder, 'in-page.js')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  const results = inbox();
  const html = `<!doctype html><title>suite</title><script type="module">
await import('/${basename(folder)}/bundle/in-page.js');
const results = await checkSuite();
await fetch('/results', { method: 'POST', body: JSON.stringify(results) });
</script>`;
  const site = await startSite(consumer, { '/suite': { html, csp: '' } }, async (request, response, path) => {
    if (path !== '/results') return false;
    results.put(JSON.parse(await text(request)));
    response.end();
    return true;
  });
  const page = await openFirefox(`${site.origin}/suite`);
  report.run('Firefox', await results.next());
  await page.close();
  await Promise.all([site.stop(), echo.stop()]);
}

async function bundled(name) {
  // Beside the installed package, so that its import finds what a user's would.
  const entry = join(consumer, `browsers-${name}`);
  await cp(fileURLToPath(new URL(name, import.meta.url)), entry);
  const outfile = join(consumer, 'browsers-bundle', name);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  return readFile(outfile);
}

/** What a page will send; undefined when it has sent nothing in time. */
function inbox() {
  let arrived = resolvers();
  return {
    put: (value) => arrived.resolve(value),
    async next() {
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, LIMIT_MS);
      });
      const value = await Promise.race([arrived.promise, late]);
      clearTimeout(timer);
      arrived = resolvers();
      return value;
    },
  };
}

function resolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
