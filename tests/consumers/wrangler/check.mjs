/** A module worker: in workerd as `wrangler dev` runs it, and packed for an upload. */

import { inProject } from '../driver/project.mjs';
import { checkServer } from '../driver/server.mjs';

await inProject(import.meta, [], async (project) => {
  await project.install();
  const quiet = { WRANGLER_SEND_METRICS: 'false' };
  await checkServer('wrangler dev', ({ API }) =>
    project.serve('wrangler', (port) => ['dev', '--ip', '127.0.0.1', '--port', port, '--var', `API:${API}`], quiet),
  );
  await project.run('wrangler', ['deploy', '--dry-run'], quiet);
});
