/**
 * The suite in pages: with an import map, bundled, as JavaScript, and what is left where a policy forbids WebAssembly.
 */

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { consumerFolder, placeSuite } from '../consumer.mjs';
import { startEchoServer } from '../echo-server.mjs';
import { report } from '../report.mjs';
import { launchChromium, openPage } from './browser.mjs';
import { checkDocuments } from './documents.mjs';
import { checkLeaving } from './leaving.mjs';
import { checkWithoutWasm } from './without-wasm.mjs';
import { checkSlim } from './slim.mjs';
import { startSite } from './site.mjs';

const consumer = await consumerFolder();
const echo = await startEchoServer();
const settings = { runtime: 'chromium', echo: echo.origin, away: echo.away, ambient: false, page: true };
const folder = await placeSuite(consumer, settings);
const translated = await placeSuite(consumer, settings, 'tracehop/js');
const suite = `/${basename(folder)}`;

for (const each of [folder, translated]) {
  await build({
    entryPoints: [join(each, 'in-page.js')],
    outfile: join(each, 'bundle/in-page.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    // A page has no use for an entry of that without WebAssembly: the claims about its names are checked all the same.
    alias: each === translated ? { 'tracehop/node': join(consumer, 'node_modules/tracehop/names/node.js') } : {},
    logLevel: 'error',
  });
}

const importMap = { imports: { ...(await importsOf('tracehop')), ...(await importsOf('tracehop-copy')) } };
const page = (script, wasm) => ({
  html: `<!doctype html><title>suite</title>
<script type="importmap" nonce="suite">${JSON.stringify(importMap)}</script>
<script type="module" src="${script}"></script>`,
  csp: `default-src 'none'; script-src 'self' 'nonce-suite' ${wasm ? "'wasm-unsafe-eval'" : ''}; connect-src 'self' https: http: data:`,
});
const site = await startSite(consumer, {
  '/mapped': page(`${suite}/in-page.js`, true),
  '/bundled': page(`${suite}/bundle/in-page.js`, true),
  '/translated': {
    html: `<!doctype html><title>suite</title><script type="module" src="/${basename(translated)}/bundle/in-page.js"></script>`,
    csp: "default-src 'none'; script-src 'self'; connect-src 'self' https: http: data:",
  },
  '/without-wasm': page(`${suite}/in-page.js`, false),
});
const browser = await launchChromium();

const RUNS = {
  '/mapped': 'Chromium with an import map',
  '/bundled': 'Chromium bundled',
  '/translated': 'Chromium with tracehop/js, where a policy forbids WebAssembly',
};
for (const [path, label] of Object.entries(RUNS)) {
  const { page: tab, complaints } = await openPage(browser, site.origin + path);
  try {
    await tab.waitForFunction(() => 'checkSuite' in globalThis, undefined, { timeout: 30_000 });
    const results = await tab.evaluate(() => globalThis.checkSuite());
    report.run(label, results);
    await report.check(`${label}: the console has no unexpected error`, () => {
      const unexpected = complaints(results.expectedConsole);
      if (unexpected.length > 0) throw new Error(unexpected.join('\n       '));
    });
  } catch (error) {
    report.failed(`${label} runs`, [error.message, ...complaints()].join('\n       '));
  }
  await tab.close();
}

await checkWithoutWasm(browser, `${site.origin}/without-wasm`);
await checkSlim(browser, consumer);
await checkDocuments(browser, consumer);
await checkLeaving(browser, consumer);

await browser.close();
await Promise.all([site.stop(), echo.stop()]);
report.end();

/** Each door of the package to the file that its `exports` name for browsers. */
async function importsOf(name) {
  const { exports } = JSON.parse(await readFile(join(consumer, `node_modules/${name}/package.json`), 'utf8'));
  const doors = Object.entries(exports).filter(([, target]) => typeof target === 'object');
  return Object.fromEntries(
    doors.map(([door, { browser }]) => [door.replace('.', name), `/node_modules/${name}/${browser.replace('./', '')}`]),
  );
}
