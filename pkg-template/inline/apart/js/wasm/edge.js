import { part } from './part.js';

export const beyond = /* @__PURE__ */ part('__WASM_TEXT__');
