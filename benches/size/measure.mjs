/** Bundles each of ./entries as users' bundlers would. */

import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { OTHERS, withEsbuild } from './bundlers.mjs';

const PLATFORMS = { browser: [], workerd: ['workerd', 'worker'] };
/** What every bundler is measured with, for browsers: the entries whose bytes people count. */
const COMPARED = ['frontend', 'traceparent', 'worker'];
const PACKAGE = 'node_modules/tracehop/';

/**
 * @param {string} project a folder that has tracehop installed
 * @returns {Promise<import('./snapshot.mjs').Row[]>}
 */
export async function measure(project) {
  const entries = join(import.meta.dirname, 'entries');
  const copies = join(project, 'entries');
  await mkdir(copies, { recursive: true });

  const rows = [];
  for (const file of (await readdir(entries)).sort()) {
    const entry = join(copies, file);
    const name = basename(file, '.js');
    await copyFile(join(entries, file), entry);
    for (const [platform, conditions] of Object.entries(PLATFORMS)) {
      const { code, files } = await withEsbuild(project, entry, conditions);
      /** @type {[name: string, bytes: number][]} */
      const ours = files
        .filter(([file]) => file.startsWith(PACKAGE))
        .map(([file, bytes]) => [file.slice(PACKAGE.length), bytes]);
      // A browser's copy of a file stands in `parts`.
      const named = ours.map(([file, bytes]) => [file.replace(/^parts\//, ''), bytes]);
      rows.push(row(`${name} ${platform} js`, code, Object.fromEntries(named)));
      // What a host compiles when the worker is deployed is no part of the code, and has limits of its own.
      for (const [wasm] of ours.filter(([file]) => file.endsWith('.wasm'))) {
        rows.push(row(`${name} ${platform} wasm`, await readFile(join(project, PACKAGE, wasm))));
      }
    }
    if (!COMPARED.includes(name)) continue;
    for (const [bundler, bundle] of Object.entries(OTHERS)) {
      rows.push(row(`${name} browser ${bundler}`, await bundle(project, entry)));
    }
  }
  return rows;
}

function row(name, bytes, files = {}) {
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length,
    brotli: brotliCompressSync(bytes, best).length,
    files,
  };
}
