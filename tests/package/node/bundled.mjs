/** A program that was bundled for Node has left tracehop.wasm behind. It has to work all the same. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { report } from '../report.mjs';
import { match } from '../suite/assert.js';

export async function checkBundled(consumer) {
  await report.check('package: bundled for Node and run elsewhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tracehop-bundled-'));
    try {
      const entry = join(consumer, 'bundled-entry.mjs');
      await writeFile(entry, "import { make } from 'tracehop/traceparent';\nconsole.log(String(make()));\n");
      const outfile = join(folder, 'bundle.mjs');
      await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
      const { stdout } = await promisify(execFile)(process.execPath, [outfile], { cwd: folder });
      match(stdout, /^00-[0-9a-f]{32}-[0-9a-f]{16}-03\n$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
