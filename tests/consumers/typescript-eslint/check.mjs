/** Programs under the strictest rules of typescript-eslint, with nothing disabled but where a rule finds a mistake. */

import { inProject } from '../driver/project.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  await project.run('tsc', ['-p', '.']);
  await project.run('eslint', ['--max-warnings', '0', '--report-unused-disable-directives', '.']);
});
