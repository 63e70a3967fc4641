/** Parcel, without a configuration. */

import { join } from 'node:path';
import { checkFiles } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await project.run('parcel', ['build', 'index.html', '--dist-dir', 'built']);
  await checkFiles('Parcel', join(project.folder, 'built'));
});
