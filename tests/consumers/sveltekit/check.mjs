/** SvelteKit: a page that is rendered on the server and comes to life in the browser, and a route. */

import { checkApplication } from '../driver/application.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  const vite = (command) => (env) =>
    project.serve('vite', (port) => [command, '--host', '127.0.0.1', '--port', port, '--strictPort'], env);
  await checkApplication('vite dev', ['node'], vite('dev'));
  await project.run('vite', ['build']);
  await checkApplication('vite build', ['node'], vite('preview'));
});
