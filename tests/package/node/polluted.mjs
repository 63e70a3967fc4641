/** Whatever key of Object.prototype somebody has set: lines, headers and decisions are those of a clean one. */

import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { deepEqual, equal } from '../suite/support/assert.js';

export async function checkPolluted(consumer) {
  await report.check(
    'package: no key that its files read forges or changes anything from Object.prototype',
    async () => {
      const program = join(consumer, 'polluted-program.mjs');
      await copyFile(new URL('./polluted-program.mjs', import.meta.url), program);
      const options = { cwd: consumer, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await promisify(execFile)(process.execPath, [program], options);
      const { keys, differences } = JSON.parse(stdout);
      equal(keys > 800, true, `${keys} keys are found in the sources`);
      deepEqual(differences, []);
    },
  );
}
