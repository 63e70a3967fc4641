/** Bun, which installs the package itself. */

import { binary } from '../../package/binary.mjs';
import { inProject } from '../driver/project.mjs';
import { checkServer } from '../driver/server.mjs';

await inProject(import.meta, ['server'], async (project) => {
  await project.run(binary('bun'), ['add', project.tarball]);
  await checkServer('Bun', (env) => project.serve(binary('bun'), () => ['server.js'], env));
});
