// The workers as modules for workerd: bundled as wrangler does it, with the `workerd` condition and `.wasm` imports
// kept.
import { mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** The folder of the demo, where workers and their modules are looked for. */
export const www = fileURLToPath(new URL('..', import.meta.url));

/**
 * A link under node_modules: the workers import the package by its published name, through its own `exports`.
 *
 * @param {string} pkg
 */
async function linkPackage(pkg) {
  const link = join(www, 'node_modules', 'tracehop');
  await mkdir(join(www, 'node_modules'), { recursive: true });
  await rm(link, { force: true, recursive: true });
  await symlink(pkg, link, 'junction');
}

/**
 * @param {string} pkg the built package's folder
 * @param {readonly string[]} names of the files in workers/
 * @returns {Promise<Map<string, import('miniflare').ModuleDefinition[]>>} for each worker its modules, the entry first
 */
export async function bundleWorkers(pkg, names) {
  await linkPackage(pkg);
  const { outputFiles } = await build({
    absWorkingDir: www,
    entryPoints: names.map((name) => join(www, 'workers', `${name}.mjs`)),
    outdir: join(www, 'out'), // names the files; nothing is written
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['node:*', 'cloudflare:*'],
    loader: { '.wasm': 'copy' },
    logLevel: 'silent',
  });
  await stop();

  /** @type {import('miniflare').ModuleDefinition[]} */
  const wasm = outputFiles
    .filter(({ path }) => path.endsWith('.wasm'))
    .map(({ path, contents }) => ({ type: 'CompiledWasm', path: join(www, basename(path)), contents }));
  return new Map(
    names.map((name) => {
      const script = outputFiles.find(({ path }) => basename(path) === `${name}.js`);
      if (!script) throw new Error(`esbuild made no ${name}.js`);
      return [name, [{ type: 'ESModule', path: join(www, `${name}.js`), contents: script.text }, ...wasm]];
    }),
  );
}
