import { part } from './part.js';

export const tracestateExports = /* @__PURE__ */ part('__WASM_TEXT__');
