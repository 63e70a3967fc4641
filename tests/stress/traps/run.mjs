/**
 * What happens to a program whose WebAssembly traps: in Node and in workerd, with the packed package and a module that
 * can be made to.
 */

import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { consumerFolder } from '../../package/consumer.mjs';
import { startEchoServer } from '../../package/echo-server.mjs';
import { report } from '../../package/report.mjs';
import { bundleWorker, COMPATIBILITY_DATE } from '../../package/workerd/bundle.mjs';
import { installTrapping } from './trapping.mjs';

const NODE = `import { play } from './scenarios.js';
console.log(JSON.stringify({ why: await play(process.argv[2], { echo: process.argv[3] }) }));
`;
const WORKER = `import { play } from './scenarios.js';
export default { fetch: async (request, { name, echo }) => Response.json({ why: await play(name, { echo }) }) };
`;

const folder = await installTrapping(await consumerFolder());
await cp(fileURLToPath(new URL('scenarios.js', import.meta.url)), join(folder, 'scenarios.js'));
await writeFile(join(folder, 'in-node.js'), NODE);
await writeFile(join(folder, 'in-worker.js'), WORKER);
const { names } = await import(join(folder, 'scenarios.js'));
const server = await startEchoServer();
const modules = await bundleWorker(join(folder, 'in-worker.js'));

for (const name of names) {
  await report.check(`Node: ${name}`, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['in-node.js', name, server.origin], {
      cwd: folder,
    });
    expectNothing(JSON.parse(stdout));
  });
  await report.check(`workerd: ${name}`, async () => {
    const bindings = { name, echo: server.origin };
    const miniflare = new Miniflare({ modules, compatibilityDate: COMPATIBILITY_DATE, bindings });
    try {
      const answer = await miniflare.dispatchFetch('http://worker/');
      expectNothing(JSON.parse(await answer.text()));
    } finally {
      await miniflare.dispose();
    }
  });
}
await server.stop();
report.end();

function expectNothing({ why }) {
  if (why !== undefined) throw new Error(why);
}
