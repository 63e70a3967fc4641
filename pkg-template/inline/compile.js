// A module travels as text, for hosts and bundlers without a way to load a .wasm file that all of them share.

export function compile(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return new WebAssembly.Module(bytes);
}
