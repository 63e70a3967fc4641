/** Deno, which gets the package from a registry, by its `npm:` name. */

import { binary } from '../../package/binary.mjs';
import { inProject } from '../driver/project.mjs';
import { checkServer } from '../driver/server.mjs';
import { startRegistry } from './registry.mjs';

await inProject(import.meta, ['server'], async (project) => {
  const registry = await startRegistry(project.tarball);
  const env = { NPM_CONFIG_REGISTRY: registry.origin, DENO_DIR: `${project.folder}/cache` };
  await project.run(binary('deno'), ['add', 'npm:tracehop'], env);
  await checkServer('Deno', (more) =>
    project.serve(binary('deno'), () => ['run', '--no-prompt', '--allow-net', '--allow-env', 'server.js'], {
      ...env,
      ...more,
    }),
  );
  await registry.stop();
});
