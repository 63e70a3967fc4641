/**
 * The same as `tracehop`, for programs that load `tracehop.wasm` themselves. The WebAssembly is not in the script, and
 * the host compiles it while it downloads.
 *
 * Await {@link init} once, before the first use. Before that:
 *
 * - Functions that need an id or a header throw an error that names `init`.
 * - Wrapped fetches and handlers work untraced, and one message on the console says so.
 * - In Node, the same applies to `tracehop/traceparent` in the same program.
 *
 * @module
 */

export * from './index.js';

/** The sources that {@link init} accepts: an address to fetch, a response, bytes, or a compiled module. */
export type InitSource =
  | string
  | URL
  | Request
  | Response
  | ArrayBuffer
  | ArrayBufferView
  | (WebAssembly.Module & object);

/**
 * Loads the WebAssembly. A response of type `application/wasm` is compiled while it downloads. Any other response is
 * read first.
 *
 * All calls share one load. Once it has succeeded, further calls do nothing, with any argument. If it fails, the next
 * call tries again.
 *
 * @param source `tracehop/tracehop.wasm` of the same release, or a promise of it. Default: the file next to this
 * script. Vite and webpack find that file, esbuild and Rollup do not.
 *
 * @throws (rejects) a `TypeError` for a source of another type. An `Error` that names the reason if the source cannot
 * be loaded, is not WebAssembly, or belongs to another release, or if a Content-Security-Policy or the host forbids
 * WebAssembly.
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
