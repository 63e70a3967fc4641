// The whole module, for "tracehop".
export const base64 = '__WASM_BASE64__';
