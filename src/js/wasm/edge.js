// The exports of the module "edge": what a page that only traces its calls does without. In browsers they are a module
// of their own, which the build puts in the place of this file; elsewhere there is one module for all.
export { pageExports as edgeExports } from './instance.js';
