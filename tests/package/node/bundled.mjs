/** Programs that were bundled for Node have left tracehop.wasm behind. They have to work all the same. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { report } from '../report.mjs';
import { match } from '../suite/support/assert.js';

const PROGRAMS = {
  tracehop: "import { extract } from 'tracehop';\nconsole.log(extract({}).traceparent);\n",
  'tracehop/traceparent': "import { make } from 'tracehop/traceparent';\nconsole.log(String(make()));\n",
};

export async function checkBundled(consumer) {
  for (const [door, program] of Object.entries(PROGRAMS)) {
    await report.check(`package: ${door} bundled for Node and run elsewhere`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tracehop-bundled-'));
      try {
        const entry = join(consumer, 'bundled-entry.mjs');
        await writeFile(entry, program);
        const outfile = join(folder, 'bundle.mjs');
        await build({
          entryPoints: [entry],
          outfile,
          bundle: true,
          platform: 'node',
          format: 'esm',
          logLevel: 'error',
        });
        const { stdout } = await promisify(execFile)(process.execPath, [outfile], { cwd: folder });
        match(stdout, /^00-[0-9a-f]{32}-[0-9a-f]{16}-03\n$/);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
}
