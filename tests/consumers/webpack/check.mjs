/** webpack, without a configuration. */

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFiles } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  const built = join(project.folder, 'built');
  await project.run('webpack', [
    '--mode',
    'production',
    '--entry',
    './main.js',
    '--output-path',
    built,
    '--output-public-path',
    '/',
  ]);
  await copyFile(join(project.folder, 'index.html'), join(built, 'index.html'));
  await checkFiles('webpack', built);
});
