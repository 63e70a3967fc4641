/** Vitest: a test of what calls the API, in a process of Node. */

import { inProject } from '../driver/project.mjs';
import { checkUnitTest } from '../driver/unit-test.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await checkUnitTest('Vitest', (env) => project.run('vitest', ['run'], env));
});
