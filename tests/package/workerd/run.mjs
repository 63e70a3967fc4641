/**
 * The suite in workerd, with each set of flags that decides about AsyncLocalStorage, and then workers of users on real
 * requests.
 */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';
import { consumerFolder, placeSuite } from '../consumer.mjs';
import { startEchoServer } from '../echo-server.mjs';
import { report } from '../report.mjs';
import { checkBeyondHttp } from './beyond-http.mjs';
import { checkEntries } from './entries.mjs';
import { bundleWorker, COMPATIBILITY_DATE } from './bundle.mjs';
import { checkNativeTracing } from './native-tracing.mjs';
import { checkRealRequests } from './real-requests.mjs';
import { checkWire } from './wire.mjs';

const consumer = await consumerFolder();
const server = await startEchoServer();
const folder = await placeSuite(consumer, { runtime: 'workerd', echo: server.origin, away: server.away, page: false });
const modules = await bundleWorker(join(folder, 'in-worker.js'));

for (const [flags, ambient] of [
  [['nodejs_compat'], true],
  [['nodejs_als'], true],
  [[], false],
]) {
  const label = `workerd with ${flags[0] ?? 'no flag'}`;
  const miniflare = new Miniflare({ modules, compatibilityDate: COMPATIBILITY_DATE, compatibilityFlags: flags });
  try {
    const response = await miniflare.dispatchFetch('http://suite/', {
      method: 'POST',
      body: JSON.stringify({ ambient }),
    });
    if (!response.ok) throw new Error(await response.text());
    report.run(label, await response.json());
  } catch (error) {
    report.failed(`${label} starts`, error.message);
  } finally {
    await miniflare.dispose();
  }
}

const workers = await placeWorkers();
await checkEntries(workers);
await checkRealRequests(workers, server.origin);
await checkBeyondHttp(workers);
await checkNativeTracing(workers, server.origin);
await checkWire(folder, server.origin);
await server.stop();
report.end();

/** Copies the workers of users beside the installed package. @returns their folder. */
async function placeWorkers() {
  const folder = join(consumer, 'workers-workerd');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(fileURLToPath(new URL('workers/', import.meta.url)), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  return folder;
}
