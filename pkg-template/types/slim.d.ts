/**
 * The same as `tracehop`, for programs that load `tracehop.wasm` themselves: the WebAssembly is no part of the script, and is
 * compiled while it arrives.
 *
 * Await {@link init} once, before the first use. Until then whatever needs an id or a header throws an error that says so,
 * wrapped fetches and handlers pass through untraced, and the console says that once.
 * In Node that also goes for `tracehop/traceparent` in the same program.
 *
 * @module
 */

export * from './index.js';

/** What {@link init} loads: an address to fetch, a response, bytes, or a module that is compiled already. */
export type InitSource =
  | string
  | URL
  | Request
  | Response
  | ArrayBuffer
  | ArrayBufferView
  | (WebAssembly.Module & object);

/**
 * Loads the WebAssembly. A response of type `application/wasm` is compiled while it arrives; any other is read first.
 *
 * Calls share one load: while it lasts they wait for it, and afterwards a further call does nothing, whatever it is given. If it
 * fails, the next call tries again.
 *
 * @param source `tracehop/tracehop.wasm` of the same release, or a promise of it. Where it is left out, the file beside this
 * script: Vite and webpack find it by themselves, esbuild and Rollup do not.
 *
 * @throws (rejects) `TypeError` for a source of another type; an `Error` that says what is wrong when it cannot be loaded, is no
 * WebAssembly, belongs to another release, or when a Content-Security-Policy or the host forbids WebAssembly.
 *
 * @example
 * ```js
 * import { init, traceFetch } from 'tracehop/slim';
 * import url from 'tracehop/tracehop.wasm?url'; // Vite; in a plain script: fetch('/assets/tracehop.wasm')
 * await init(url);
 * ```
 *
 * @example
 * ```js
 * import module from 'tracehop/tracehop.wasm'; // an edge worker, where a .wasm import is a module
 * await init(module);
 * ```
 */
export declare function init(source?: InitSource | PromiseLike<InitSource>): Promise<void>;
