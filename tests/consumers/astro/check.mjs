/** Astro: a page that is rendered on the server and has a script of its own, and a route. */

import { checkApplication } from '../driver/application.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  const quiet = { ASTRO_TELEMETRY_DISABLED: '1' };
  await checkApplication('astro dev', ['node'], (env) =>
    project.serve('astro', (port) => ['dev', '--host', '127.0.0.1', '--port', port], { ...env, ...quiet }),
  );
  await project.run('astro', ['build'], quiet);
  await checkApplication('astro build', ['node'], (env) =>
    project.serve('node', () => ['dist/server/entry.mjs'], { ...env, HOST: '127.0.0.1' }),
  );
});
