/** A page whose policy forbids WebAssembly: what needs it says so, and the application's own fetch goes on. */

import { report } from '../report.mjs';
import { deepEqual, equal, match } from '../suite/support/assert.js';
import { VALID } from '../suite/support/examples.js';
import { openPage } from './browser.mjs';

export async function checkWithoutWasm(browser, url) {
  const check = (name, test) => report.check(`Chromium without WebAssembly: ${name}`, test);
  const { page, complaints } = await openPage(browser, url);
  // Chromium reports each refused compilation itself; nothing else may appear.
  const policy = ['Content Security Policy'];

  await check('importing the package is no error', async () => {
    await page.waitForFunction(() => 'checkSuite' in globalThis, undefined, { timeout: 30_000 });
    deepEqual(complaints(), []);
  });

  await check('make() throws an error that says why', async () => {
    const [name, message] = await page.evaluate(async () => {
      const { make } = await import('tracehop/traceparent');
      try {
        return ['made', String(make())];
      } catch (error) {
        return [error.name, error.message];
      }
    });
    match(name, /Error$/);
    match(message, /'wasm-unsafe-eval' in the policy's script-src, or use "tracehop\/js"/);
  });

  await check('a traced fetch is a fetch, also the second time', async () => {
    const answers = await page.evaluate(async () => {
      const { traceFetch } = await import('tracehop');
      const traced = traceFetch({ log: false });
      const own = { headers: { 'x-own': '1' }, method: 'POST', body: 'text' };
      return Promise.all([1, 2].map(async () => (await traced('/echo', own)).json()));
    });
    for (const { method, body, headers } of answers) {
      deepEqual([method, body, new Headers(headers).get('x-own')], ['POST', 'text', '1']);
      equal(new Headers(headers).has('traceparent'), false);
    }
  });

  await check('a traced handler answers', async () => {
    const text = await page.evaluate(async () => {
      const { traceHandler } = await import('tracehop');
      const traced = traceHandler(() => new Response('ok'), { log: false });
      return (await traced(new Request('https://a.example/'))).text();
    });
    equal(text, 'ok');
  });

  await check('a logger logs', async () => {
    const lines = await page.evaluate(async () => {
      const { createLogger } = await import('tracehop');
      const lines = [];
      createLogger({ log: (line) => lines.push(line) }).info('message', { a: 1 });
      return lines;
    });
    equal(lines.length, 1);
    equal(JSON.parse(lines[0]).a, 1);
  });

  await check('the entry that does without WebAssembly works', async () => {
    const header = await page.evaluate(async () => (await import('tracehop/js')).extract({}).traceparent);
    match(header, VALID);
  });

  await check('the console has nothing but the reports of the policy', () => deepEqual(complaints(policy), []));
  await page.close();
}
