/** No tool at all: files as they are installed, a static server, and a page that says where they are. */

import { checkFiles } from '../driver/page.mjs';
import { inProject } from '../driver/project.mjs';

await inProject(import.meta, ['page'], async (project) => {
  await project.install();
  await checkFiles('<script type="module">', project.folder);
});
