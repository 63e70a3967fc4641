/** esbuild, from its command line. */

import { join } from 'node:path';
import { checkFiles } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await project.run('esbuild', [
    'main.js',
    'index.html',
    '--bundle',
    '--splitting',
    '--format=esm',
    '--minify',
    '--loader:.html=copy',
    '--outdir=built',
  ]);
  await checkFiles('esbuild', join(project.folder, 'built'));
});
