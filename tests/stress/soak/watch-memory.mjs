/**
 * Keeps every memory of every WebAssembly instance, before anybody makes one: no entry of the package gives it away.
 */

globalThis.memories = [];

const { Instance, instantiate } = WebAssembly;

function noted(instance) {
  for (const value of Object.values(instance.exports))
    if (value instanceof WebAssembly.Memory) globalThis.memories.push(value);
  return instance;
}

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    noted(this);
  }
};
WebAssembly.instantiate = async (...args) => {
  const result = await instantiate.apply(WebAssembly, args);
  noted(result.instance ?? result);
  return result;
};
