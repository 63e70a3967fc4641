// A bundler and workerd give the module itself where a .wasm file is imported.
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
