// The whole module, for "tracehop".
export const text = '__WASM_TEXT__';
