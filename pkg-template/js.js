// Here look those who do not read "exports" of package.json, as Parcel by default.
export * from './without-wasm/index.js';
