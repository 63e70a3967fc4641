// What not every page needs of the Rust side stands in modules of its own, over the memory of the page's module.
import { compile } from '../../../load/compile.js';
import { guarded, pageExports } from './instance.js';

/** A function that gives the exports of such a module. */
export function part(text) {
  let module;
  /** The memory that the instance works in. After a trap there is another one, and then the instance is made anew. */
  let memory;
  let exports;
  return () => {
    const page = pageExports();
    if (page.memory !== memory) {
      module ??= compile(text);
      exports = guarded(new WebAssembly.Instance(module, { page }).exports);
      memory = page.memory;
    }
    return exports;
  };
}
