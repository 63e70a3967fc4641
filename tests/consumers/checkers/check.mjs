/** What is said of the packed files by those who know how packages fail: publint, and Are the types wrong?. */

import { inProject } from '../driver/project.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  await project.run('publint', ['run', project.tarball, '--strict']);
  // A .wasm file is no module that has types.
  await project.run('attw', [project.tarball, '--profile', 'esm-only', '--exclude-entrypoints', './tracehop.wasm']);
});
