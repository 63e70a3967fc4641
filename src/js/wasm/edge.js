// The exports that a page does without if it only traces its calls. They are in the same module as all others, but for
// browsers: there pkg-template/inline/apart/js has them in modules of their own, for those who need them.
export { ready as beyond } from './instance.js';
