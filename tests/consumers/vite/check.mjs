/** Vite, without a configuration: the server of development, which changes what packages consist of, and a build. */

import { checkPage } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  const dev = await project.serve('vite', (port) => ['--host', '127.0.0.1', '--port', port, '--strictPort']);
  await checkPage('vite dev', dev.url, { isBuilt: false });
  await project.run('vite', ['build']);
  const preview = await project.serve('vite', (port) => [
    'preview',
    '--host',
    '127.0.0.1',
    '--port',
    port,
    '--strictPort',
  ]);
  await checkPage('vite build', preview.url);
});
