/**
 * The type declarations as users meet them: programs that must compile, misuse that must not, and three promises about the
 * files themselves: no `any`, a doc comment on every export, and the names that exist when the package runs.
 *
 *     node tests/types/run.mjs target/consumer
 */

import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { binary } from '../package/binary.mjs';
import { consumerFolder } from '../package/consumer.mjs';
import { report } from '../package/report.mjs';
import { deepEqual } from '../package/suite/support/assert.js';
import { exportsOf, withoutCommentsAndTexts } from './declarations.mjs';
import { checkRuntimes } from './runtimes.mjs';

const consumer = await consumerFolder();
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(consumer, 'types-check');
const programs = (await readdir(here)).filter((name) => name.endsWith('.ts'));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const name of [...programs, 'runtime-names.js']) await cp(join(here, name), join(folder, name));
await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');

// Both ways in which users resolve modules; the second with every further check that strict projects switch on.
const setups = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  nodenext: {
    module: 'nodenext',
    moduleResolution: 'nodenext',
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    noPropertyAccessFromIndexSignature: true,
  },
};

for (const [name, options] of Object.entries(setups)) {
  await report.check(`programs of users compile with ${name}`, async () => {
    const compilerOptions = {
      ...options,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify({ compilerOptions, files: programs }));
    const { status, stdout, stderr, error } = spawnSync(
      binary('tsc'),
      ['-p', `tsconfig.${name}.json`, '--pretty', 'false'],
      { cwd: folder, encoding: 'utf8' },
    );
    if (error !== undefined) throw new Error(`tsc could not be started: ${error.message}`);
    if (status !== 0) throw new Error((stdout + stderr).trim().replaceAll('\n', '\n       '));
  });
}

await checkRuntimes(folder);

const installed = join(consumer, 'node_modules/tracehop');
const { runtimeNames } = await import(pathToFileURL(join(folder, 'runtime-names.js')).href);
const declarations = (await readdir(installed, { recursive: true })).filter((name) => name.endsWith('.d.ts')).sort();

await report.check('every declaration file is that of a door', () => {
  deepEqual(declarations, Object.keys(runtimeNames).sort());
});

for (const name of declarations) {
  const source = await readFile(join(installed, name), 'utf8');
  const exported = exportsOf(source);

  await report.check(`${name} contains no any`, () => {
    const lines = withoutCommentsAndTexts(source)
      .split('\n')
      .filter((line) => /\bany\b/.test(line));
    deepEqual(lines, []);
  });

  await report.check(`${name} documents every export`, () => {
    deepEqual(
      exported.filter(({ documented }) => !documented).map((statement) => statement.name),
      [],
    );
  });

  await report.check(`${name} declares the values that exist, and no others`, () => {
    deepEqual(
      exported.filter(({ kind }) => kind === 'unnamed'),
      [],
    );
    const values = exported
      .filter(({ kind }) => ['function', 'const', 'class'].includes(kind))
      .map((statement) => statement.name);
    const others = exported.filter(({ kind }) => kind === 'all').flatMap((statement) => runtimeNames[statement.name]);
    deepEqual([...new Set([...values, ...others])].sort(), runtimeNames[name]);
  });
}

report.end();
