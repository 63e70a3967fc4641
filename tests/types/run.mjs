/**
 * The type declarations as users meet them: programs that must compile, misuse that must not, and promises about the
 * files themselves: no `any`, a doc comment on every export, and the names that exist when the package runs.
 *
 *     node tests/types/run.mjs target/consumer
 */

import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { binary } from '../package/binary.mjs';
import { consumerFolder } from '../package/consumer.mjs';
import { report } from '../package/report.mjs';
import { deepEqual } from '../package/suite/support/assert.js';
import { exportsOf, withoutCommentsAndTexts } from './declarations.mjs';
import { checkMistakes } from './mistakes.mjs';
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
await checkMistakes(folder);

const installed = join(consumer, 'node_modules/tracehop');
const { exports } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
const entries = Object.entries(exports).filter(([, conditions]) => conditions.types !== undefined);
const { runtimeNames } = await import(pathToFileURL(join(folder, 'runtime-names.js')).href);
const files = (await readdir(installed, { recursive: true })).filter((name) => name.endsWith('.d.ts')).sort();
const declarations = new Map();
for (const name of files) declarations.set(name, await readFile(join(installed, name), 'utf8'));

/** The names of a file's values, its own and those that it re-exports, and of all files that it takes them from. */
function valuesOf(name, reached = new Set([name])) {
  const values = [];
  for (const statement of exportsOf(declarations.get(name))) {
    if (['function', 'const', 'class'].includes(statement.kind)) values.push(statement.name);
    if (statement.kind !== 'all') continue;
    const other = join(dirname(name), statement.name);
    reached.add(other);
    values.push(...valuesOf(other, reached).values);
  }
  return { values: [...new Set(values)].sort(), reached };
}

const reachedByEntries = new Set();
for (const [subpath, { types }] of entries) {
  const { values, reached } = valuesOf(join(types));
  for (const file of reached) reachedByEntries.add(file);
  await report.check(`tracehop${subpath.slice(1)} declares the values that exist, and no others`, async () => {
    deepEqual(values, await runtimeNames(subpath));
  });
}

const fallbacks = files.filter((name) => dirname(name) === '.');

await report.check('every declaration file belongs to an entry', () => {
  deepEqual(
    files.filter((name) => !reachedByEntries.has(name)),
    fallbacks,
  );
});

await report.check('every entry at the root has its types beside it, for tools that do not read exports', () => {
  const atTheRoot = entries.filter(([subpath]) => !subpath.slice(2).includes('/'));
  deepEqual(
    fallbacks.map((name) => [name, exportsOf(declarations.get(name)).map((statement) => statement.name)]),
    atTheRoot.map(([subpath, { types }]) => [`${subpath.slice(2) || 'index'}.d.ts`, [join(types)]]).sort(),
  );
});

for (const [name, source] of declarations) {
  await report.check(`${name} contains no any`, () => {
    const lines = withoutCommentsAndTexts(source)
      .split('\n')
      .filter((line) => /\bany\b/.test(line));
    deepEqual(lines, []);
  });

  await report.check(`${name} documents every export`, () => {
    const exported = exportsOf(source);
    deepEqual(
      exported.filter(({ kind, documented }) => kind === 'unnamed' || !documented).map((statement) => statement.name),
      [],
    );
  });
}

report.end();
