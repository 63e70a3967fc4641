// Bundles each of ./entries as a user's bundler would, and prints as JSON what each is made of and how long it is.
//
//   node benches/size/measure.mjs <folder of a project that has tracehop installed>

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PLATFORMS = {
  browser: { conditions: [] },
  workerd: { conditions: ['workerd', 'worker'] },
};

const project = resolve(process.argv[2]);
const entries = join(import.meta.dirname, 'entries');
const installed = join(project, 'node_modules/tracehop/');

const rows = [];
for (const file of readdirSync(entries)) {
  for (const [platform, { conditions }] of Object.entries(PLATFORMS)) {
    const { code, files } = await bundle(readFileSync(join(entries, file), 'utf8'), conditions);
    rows.push({ entry: basename(file, '.js'), platform, part: 'js', files, ...lengths(code) });
    // What a host compiles when the worker is deployed is no part of the code, and has limits of its own.
    for (const wasm of files.filter((name) => name.endsWith('.wasm'))) {
      rows.push({
        entry: basename(file, '.js'),
        platform,
        part: 'wasm',
        files: [],
        ...lengths(readFileSync(join(installed, wasm))),
      });
    }
  }
}
console.log(JSON.stringify(rows));

async function bundle(contents, conditions) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: project },
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
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = files.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return {
    code: outputFiles.find(({ path }) => path.endsWith('.js')).contents,
    files: used
      .filter((file) => resolve(project, file).startsWith(installed))
      .map((file) => resolve(project, file).slice(installed.length)),
  };
}

function lengths(bytes) {
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
      .length,
  };
}
