/** Rollup, which cannot find installed packages without its own plugin for that. */

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFiles } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await project.run('rollup', ['main.js', '--plugin', 'node-resolve', '--dir', 'built']);
  const built = join(project.folder, 'built');
  await copyFile(join(project.folder, 'index.html'), join(built, 'index.html'));
  await checkFiles('Rollup', built);
});
