/**
 * The names that each entry exports, under every condition and at the root: exported-names.json has them, and no entry
 * has others.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { report } from '../report.mjs';
import { deepEqual } from '../suite/support/assert.js';

export async function checkExportedNames(consumer) {
  const names = JSON.parse(await readFile(new URL('exported-names.json', import.meta.url), 'utf8'));
  const root = join(consumer, 'node_modules/tracehop');
  const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

  await report.check('package: exported-names.json has every entry', () => {
    const entries = Object.keys(exports).filter((subpath) => typeof exports[subpath] === 'object');
    deepEqual(entries.map((subpath) => subpath.replace('.', 'tracehop')).sort(), Object.keys(names).sort());
  });

  const conditions = Object.keys(exports['.']).filter((condition) => condition !== 'types');
  for (const condition of conditions) {
    await report.check(`package: every entry exports its names, by the condition ${condition}`, async () => {
      const entries = Object.keys(names);
      const sources = entries.map((entry) => `export * from '${entry}';`);
      const found = await exported(consumer, sources, [condition]);
      for (const [index, entry] of entries.entries()) deepEqual(found[index], names[entry], entry);
    });
  }

  await report.check('package: so do the files at the root, for tools that read no "exports"', async () => {
    // Those that are two folders down have none.
    const entries = Object.keys(names).filter((entry) => entry.split('/').length < 3);
    const file = (entry) => (entry === 'tracehop' ? 'index' : entry.slice('tracehop/'.length));
    const sources = entries.map((entry) => `export * from '${root}/${file(entry)}.js';`);
    const found = await exported(consumer, sources, []);
    for (const [index, entry] of entries.entries()) deepEqual(found[index], names[entry], entry);
  });
}

/** What a bundler says a module exports, so that the entries for workerd, which Node cannot load, are compared too. */
async function exported(consumer, sources, conditions) {
  const folder = join(consumer, 'exported-names');
  await mkdir(folder, { recursive: true });
  const entryPoints = sources.map((_, index) => join(folder, `${index}.mjs`));
  await Promise.all(entryPoints.map((file, index) => writeFile(file, sources[index])));
  const { metafile } = await build({
    absWorkingDir: consumer,
    entryPoints,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions,
    external: ['node:*', '*.wasm'],
    outdir: join(folder, 'out'),
    metafile: true,
    write: false,
  });
  const outputs = Object.values(metafile.outputs);
  const of = (index) => outputs.find(({ entryPoint }) => entryPoint === `exported-names/${index}.mjs`);
  return sources.map((_, index) => of(index).exports.sort());
}
