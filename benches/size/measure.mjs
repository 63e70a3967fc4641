// Bundles each of ./entries as users' bundlers would, and prints as JSON what each is made of and how long it is.
//
//   node benches/size/measure.mjs <folder of a project that has tracehop installed>

import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { OTHERS, withEsbuild } from './bundlers.mjs';

const PLATFORMS = { browser: [], workerd: ['workerd', 'worker'] };
/** What every bundler is measured with, for browsers: the entries whose bytes people count. */
const COMPARED = ['frontend', 'traceparent', 'worker'];
const PACKAGE = 'node_modules/tracehop/';

const project = resolve(process.argv[2]);
const entries = join(import.meta.dirname, 'entries');
const copies = join(project, 'entries');
await mkdir(copies, { recursive: true });

const rows = [];
for (const file of (await readdir(entries)).sort()) {
  const entry = join(copies, file);
  await copyFile(join(entries, file), entry);
  for (const [platform, conditions] of Object.entries(PLATFORMS)) {
    const { code, files } = await withEsbuild(project, entry, conditions);
    /** @type {[name: string, bytes: number][]} */
    const ours = files
      .filter(([name]) => name.startsWith(PACKAGE))
      .map(([name, raw]) => [name.slice(PACKAGE.length), raw]);
    add(file, `${platform} js`, code, ours);
    // What a host compiles when the worker is deployed is no part of the code, and has limits of its own.
    for (const [name] of ours.filter(([wasm]) => wasm.endsWith('.wasm'))) {
      add(file, `${platform} wasm`, await readFile(join(project, PACKAGE, name)));
    }
  }
  if (!COMPARED.includes(basename(file, '.js'))) continue;
  for (const [bundler, bundle] of Object.entries(OTHERS)) add(file, `browser ${bundler}`, await bundle(project, entry));
}
console.log(JSON.stringify(rows));

function add(file, part, bytes, files = []) {
  rows.push({
    name: `${basename(file, '.js')} ${part}`,
    files: Object.fromEntries(files),
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
      .length,
  });
}
