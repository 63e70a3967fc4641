/** Bundles a worker as its users do, and turns the output into modules for miniflare. */

import { basename, dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * @param entry the worker's file; `tracehop` is resolved from there.
 * @returns the `modules` option of miniflare: the worker first, then each `.wasm` beside it.
 */
export async function bundleWorker(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    outfile: 'bundle/worker.js',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['node:*', 'cloudflare:*'],
    loader: { '.wasm': 'copy' },
    logLevel: 'error',
  });
  const modules = outputFiles.map(({ path, contents }) => ({
    type: path.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule',
    path: basename(path),
    contents,
  }));
  return modules.sort((a, b) => (a.type === 'ESModule' ? -1 : 1) - (b.type === 'ESModule' ? -1 : 1));
}

/** What every worker of the tests runs with. */
export const COMPATIBILITY_DATE = '2025-03-10';
