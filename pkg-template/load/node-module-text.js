// The whole module as text, for bundles that have left tracehop.wasm behind.
export const text = '__WASM_TEXT__';
