/** Jest, which loads modules of JavaScript only where Node is started with a flag. */

import { guideTests } from '../driver/guide.mjs';
import { inProject } from '../driver/project.mjs';
import { checkUnitTest } from '../driver/unit-test.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  for (const [index, code] of (await guideTests()).entries()) {
    // In Jest `test` and `expect` are globals.
    await project.write(`guide-${index}.test.js`, code.replace(/^import .* from 'vitest';.*\n/m, ''));
  }
  await checkUnitTest('Jest', (env) => project.run('jest', [], { ...env, NODE_OPTIONS: '--experimental-vm-modules' }));
});
