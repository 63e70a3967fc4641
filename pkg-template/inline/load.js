// For hosts and bundlers without a way to load a .wasm file that all of them share: the module travels as text.
import { provide } from '../js/instance.js';

const base64 = '__WASM_BASE64__';

provide(() => {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return new WebAssembly.Module(bytes);
});
