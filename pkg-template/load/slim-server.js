import '../workerd/prepare.js';
export * from '../slim/index.js';
