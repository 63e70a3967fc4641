import { part } from './part.js';

export const edgeExports = /* @__PURE__ */ part('__WASM_TEXT__');
