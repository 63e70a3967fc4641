/** A program of Node, in the version that the project has installed. */

import { inProject } from './project.mjs';
import { checkServer } from './server.mjs';

export function checkNode(check) {
  return inProject(check, ['server'], async (project) => {
    await project.install();
    const version = (await project.run('node', ['--version'])).trim();
    await checkServer(`Node ${version}`, (env) => project.serve('node', () => ['server.js'], env));
  });
}
