// The exports of the module "tracestate", which read lists. See edge.js for where they are.
export { pageExports as tracestateExports } from './instance.js';
