/** Vitest: a test of what calls the API, in a process of Node. */

import { guideTests } from '../driver/guide.mjs';
import { inProject } from '../driver/project.mjs';
import { checkUnitTest } from '../driver/unit-test.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  for (const [index, code] of (await guideTests()).entries()) await project.write(`guide-${index}.test.js`, code);
  await checkUnitTest('Vitest', (env) => project.run('vitest', ['run'], env));
});
