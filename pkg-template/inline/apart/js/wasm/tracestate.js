import { part } from './part.js';

export const lists = /* @__PURE__ */ part('__WASM_TEXT__');
