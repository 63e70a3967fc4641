/** Jest, which loads modules of JavaScript only where Node is started with a flag. */

import { inProject } from '../driver/project.mjs';
import { checkUnitTest } from '../driver/unit-test.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await checkUnitTest('Jest', (env) => project.run('jest', [], { ...env, NODE_OPTIONS: '--experimental-vm-modules' }));
});
