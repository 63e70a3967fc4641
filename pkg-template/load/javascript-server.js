import '../workerd/prepare.js';
export * from '../without-wasm/index.js';
