/**
 * 100,000 requests, 200 at a time, through the installed package in Node and in workerd: `cargo xtask isolation`.
 *
 *     node tests/stress/isolation/run.mjs target/consumer --requests 100000
 *
 * Each looks around after timers, streams, microtasks and in waitUntil, and must find its own trace. A context that is
 * kept in a variable has to fail the same test, or it would show nothing.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Miniflare } from 'miniflare';
import { consumerFolder, placeSuite } from '../../package/consumer.mjs';
import { report } from '../../package/report.mjs';
import { equal } from '../../package/suite/support/assert.js';
import { bundleWorker, COMPATIBILITY_DATE } from '../../package/workerd/bundle.mjs';

const IN_FLIGHT = 200;
const { values } = parseArgs({ options: { requests: { type: 'string', default: '100000' } }, allowPositionals: true });
const requests = Number(values.requests);
if (!Number.isSafeInteger(requests) || requests < IN_FLIGHT) {
  console.error(`--requests is a whole number, ${IN_FLIGHT} or more, got ${values.requests}`);
  process.exit(2);
}

const folder = await placeSuite(await consumerFolder(), { runtime: 'isolation' });
await writeFile(
  join(folder, 'isolation-worker.js'),
  `
import { interleave, moduleGlobal, tracehop } from './support/interleaved.js';
export default {
  async fetch(request) {
    const { of, requests, inFlight } = await request.json();
    return Response.json(await interleave(of === 'tracehop' ? tracehop : moduleGlobal(), requests, inFlight));
  },
};
`,
);
const { default: inNode } = await import(pathToFileURL(join(folder, 'isolation-worker.js')).href);
const miniflare = new Miniflare({
  modules: await bundleWorker(join(folder, 'isolation-worker.js')),
  compatibilityDate: COMPATIBILITY_DATE,
  compatibilityFlags: ['nodejs_compat'],
});

const hosts = {
  node: (init) => inNode.fetch(new Request('http://isolation/', init)),
  workerd: (init) => miniflare.dispatchFetch('http://isolation/', init),
};
for (const [host, dispatch] of Object.entries(hosts)) {
  const run = async (of) => {
    const response = await dispatch({ method: 'POST', body: JSON.stringify({ of, requests, inFlight: IN_FLIGHT }) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  await report.check(`${host}: the context is ambient and never another's`, async () => {
    const { mixed, ambient, looks } = await run('tracehop');
    console.log(
      `${host}: ${requests} requests, ${IN_FLIGHT} at a time: ${mixed} mixed up, own trace found in ${ambient} of ${looks} looks`,
    );
    equal(mixed, 0);
    equal(ambient, looks);
  });
  await report.check(`${host}: a context in a variable is noticed`, async () => {
    const { mixed } = await run('a variable');
    console.log(`${host}: with the context in a variable ${mixed} are mixed up`);
    equal(mixed > requests / 2, true);
  });
}
await miniflare.dispose();
report.end();
