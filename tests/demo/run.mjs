// The demo's test: the real server, five real workers, a real browser.
//
//   CHROMIUM=/path/to/chromium node tests/demo/run.mjs
import { chromium } from 'playwright-core';
import { checkPage } from './click-through.mjs';
import { startDemo } from './demo-server.mjs';
import { checkRebuilding } from './rebuild.mjs';
import { checkEnding, checkServing } from './serving.mjs';
import { Tally } from './tally.mjs';

if (!process.env.CHROMIUM) {
  console.error('Set CHROMIUM to the path of a Chromium or Chrome.');
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const tally = new Tally();
const demo = await startDemo();
let browser;
try {
  await checkRebuilding(tally);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  await checkPage(tally, demo, await browser.newPage({ viewport: { width: 1400, height: 900 } }));
  await checkServing(tally, demo);
  await checkEnding(tally, demo);
} finally {
  await browser?.close();
  await demo.end();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
