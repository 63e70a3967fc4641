// workerd compiles no bytes at run time: the module is an import, compiled when the worker is deployed.
import module from '../tracehop.wasm';
import { WHOLE, provide } from '../js/wasm/instance.js';

provide(WHOLE, () => {
  // Simulators of edge hosts hand over a module of another realm, which `instanceof` does not recognise.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return module;
});
