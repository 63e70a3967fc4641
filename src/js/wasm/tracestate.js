// The exports that read lists. They are in the same module as all others, but for browsers: see src/js/wasm/edge.js.
export { ready as lists } from './instance.js';
