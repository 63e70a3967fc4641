/**
 * Next.js: a page whose components of the server and of the client both call, and a route in each of its two runtimes.
 */

import { checkApplication } from '../driver/application.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  const next = (command) => (env) =>
    project.serve('next', (port) => [command, '--hostname', '127.0.0.1', '--port', port], {
      ...env,
      NEXT_TELEMETRY_DISABLED: '1',
    });
  await checkApplication('next dev', ['node', 'edge'], next('dev'));
  await project.stop();
  await project.run('next', ['build'], { NEXT_TELEMETRY_DISABLED: '1' });
  await checkApplication('next build', ['node', 'edge'], next('start'));
});
