/** Puts the client beside the installed package, so that its import finds what a user's would. */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

const WORKER = `import { runCases } from './index.js';
export default {
  async fetch(request) {
    const { numbers, host } = await request.json();
    return Response.json(await runCases(numbers, host));
  },
};
`;
const PAGE = `import { runCases } from './index.js';
globalThis.runCases = runCases;
`;

/** @returns the folder of the client. */
export async function placeClient(consumer) {
  const folder = join(consumer, 'same-fetch');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(fromHere('client/'), folder, { recursive: true });
  await cp(fromHere('../peers/random.mjs'), join(folder, 'random.js'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  await writeFile(join(folder, 'in-worker.js'), WORKER);
  await writeFile(join(folder, 'in-page.js'), PAGE);
  return folder;
}
