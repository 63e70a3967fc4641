// How users' bundlers make one file of an entry: each as its own production build does it, with nothing set that is
// about size.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';

/**
 * esbuild also says which files a bundle is made of, and how many bytes each has in it, which are lengths of the
 * finished text.
 *
 * @returns {Promise<{ code: Uint8Array, files: [name: string, bytes: number][] }>} the code, and each file of the
 * project
 *   with its bytes
 */
export async function withEsbuild(project, entry, conditions = []) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [entry],
    absWorkingDir: project,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions,
    external: ['node:*'],
    loader: { '.wasm': 'copy' },
    outdir: 'bundle',
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  /** @type {[name: string, bytes: number][]} */
  const files = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file, { bytesInOutput }]) => [relative(project, resolve(project, file)), bytesInOutput]);
  return { code: outputFiles.find(({ path }) => path.endsWith('.js')).contents, files };
}

async function withRollup(_project, entry) {
  const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })] });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const { code } = await minify(output[0].code, { module: true });
  return Buffer.from(code);
}

async function withVite(project, entry) {
  const built = await viteBuild({
    root: project,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      modulePreload: false,
      // An application's exports are nothing to Vite; here they are what the entry is for.
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built);
  return Buffer.from(output[0].code);
}

async function withWebpack(project, entry) {
  const folder = await mkdtemp(join(tmpdir(), 'webpack-'));
  const compiler = webpack({
    mode: 'production',
    context: project,
    entry,
    output: { path: folder, filename: 'bundle.js', library: { type: 'module' } },
    experiments: { outputModule: true },
    performance: { hints: false },
  });
  try {
    const stats = await new Promise((done, failed) => {
      compiler.run((error, result) => (error ? failed(error) : done(result)));
    });
    await new Promise((done) => compiler.close(done));
    if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
    return await readFile(join(folder, 'bundle.js'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bundlers for browsers, beside esbuild. */
export const OTHERS = { rollup: withRollup, vite: withVite, webpack: withWebpack };
