// TypeScript looks here if it does not read "exports" of package.json.
export * from './types/js.js';
