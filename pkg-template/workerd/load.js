// workerd compiles no bytes at run time: the module is an import, compiled when the worker is deployed.
import module from '../tracehop.wasm';
import { provideAsyncHooks } from '../js/host.js';
import { WHOLE, provide } from '../js/instance.js';

provide(WHOLE, () => {
  // Simulators of edge hosts hand over a module of another realm, which `instanceof` does not recognise.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  return module;
});
// Not there without a flag, and never needed: it is asked for by hand so that a worker without it starts all the same.
provideAsyncHooks(import('node:async_hooks'));
