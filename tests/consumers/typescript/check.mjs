/** A program in TypeScript, compiled as for a bundler and as for Node, and run. */

import { inProject } from '../driver/project.mjs';
import { checkServer } from '../driver/server.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  for (const [module, resolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    const outDir = `built-${resolution}`;
    await project.run('tsc', [
      '--strict',
      '--module',
      module,
      '--moduleResolution',
      resolution,
      '--types',
      'node',
      '--outDir',
      outDir,
      'server.ts',
    ]);
    await checkServer(`moduleResolution ${resolution}`, (env) =>
      project.serve('node', () => [`${outDir}/server.js`], env),
    );
  }
});
