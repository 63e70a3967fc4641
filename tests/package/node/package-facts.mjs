/** What is in the installed package, and what its package.json promises. */

import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { report } from '../report.mjs';
import { deepEqual, equal, match, throws } from '../suite/support/assert.js';

/** The subpaths, as exported-names.json has them with their names. */
const NAMES = JSON.parse(await readFile(new URL('exported-names.json', import.meta.url), 'utf8'));
const DOORS = Object.keys(NAMES).map((entry) => entry.replace('tracehop', '.'));
const CONDITIONS = ['types', 'workerd', 'edge-light', 'deno', 'bun', 'browser', 'node', 'default'];

export async function checkPackage(consumer) {
  const root = join(consumer, 'node_modules/tracehop');
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const files = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const require = createRequire(join(consumer, 'package.json'));
  const check = (name, test) => report.check(`package: ${name}`, test);

  await check('is ESM only, for Node 20 and later, under MIT OR Apache-2.0', () => {
    deepEqual(
      [manifest.name, manifest.type, manifest.engines.node, manifest.license],
      ['tracehop', 'module', '>=20', 'MIT OR Apache-2.0'],
    );
    deepEqual(
      files.filter((file) => /\.(cjs|cts)$/.test(file)),
      [],
    );
  });

  await check('has no dependencies, no scripts and no private flag', () => {
    for (const key of [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'devDependencies',
      'scripts',
      'private',
      'bin',
    ]) {
      equal(manifest[key], undefined, key);
    }
  });

  await check('carries README, CHANGELOG and both licences, and no sources of the build', () => {
    for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'tracehop.wasm']) {
      equal(files.includes(file), true, file);
    }
    deepEqual(
      files.filter((file) => !/\.(js|d\.ts|wasm|md|json)$|^LICENSE-/.test(file)),
      [],
    );
  });

  await check('every door has every condition, types first and default last, and every file is there', () => {
    deepEqual(Object.keys(manifest.exports).sort(), [...DOORS, './package.json', './tracehop.wasm'].sort());
    for (const door of DOORS) {
      const targets = manifest.exports[door];
      deepEqual(Object.keys(targets).sort(), [...CONDITIONS].sort(), door);
      equal(Object.keys(targets)[0], 'types', door);
      equal(Object.keys(targets).at(-1), 'default', door);
      for (const target of Object.values(targets)) equal(files.includes(target.replace('./', '')), true, target);
    }
  });

  await check('who reads no "exports" finds at the root what the doors give, initialised', async () => {
    // Those that are two folders down have none: a folder js/ is in the way of the others.
    for (const door of DOORS.filter((name) => name.split('/').length < 3)) {
      const name = door === '.' ? 'index' : door.slice(2);
      const atRoot = await import(pathToFileURL(join(root, `${name}.js`)).href);
      const behind = await import(pathToFileURL(join(root, manifest.exports[door].default)).href);
      deepEqual(Object.keys(atRoot), Object.keys(behind), name);
      if (name === 'traceparent') match(String(atRoot.make()), /^00-/);
    }
  });

  await check('sideEffects names, without patterns, every entry that initialises', () => {
    for (const file of manifest.sideEffects) equal(files.includes(file.replace('./', '')), true, file);
    const { exports, sideEffects } = manifest;
    for (const door of DOORS) {
      // An entry of names alone initialises nothing.
      const entries = Object.values(exports[door]).filter((entry) => /^\.\/(entries|node)\//.test(entry));
      for (const entry of entries) equal(sideEffects.includes(entry), true, `${entry} in sideEffects`);
    }
    equal(sideEffects.includes(exports['.'].browser), true, 'the entry of pages in sideEffects');
  });

  await check('what is no door cannot be imported', () => {
    for (const inside of ['tracehop/index.js', 'tracehop/js/wasm/instance.js', 'tracehop/load/core.js']) {
      equal(throws(() => require.resolve(inside), Error).code, 'ERR_PACKAGE_PATH_NOT_EXPORTED', inside);
    }
    for (const file of ['package.json', 'tracehop.wasm']) equal(require.resolve(`tracehop/${file}`), join(root, file));
  });

  await check('has no top-level await: require() of a Node that can load modules gives the same exports', async () => {
    if (!process.features.require_module) return;
    for (const door of DOORS.map((name) => name.replace('.', 'tracehop'))) {
      equal(Object.keys(require(door)).length > 0, true, door);
    }
  });

  await check(
    'only entries for Node and workerd name a node: module, and nothing reaches outside the package',
    async () => {
      for (const file of files.filter((name) => name.endsWith('.js'))) {
        const source = await readFile(join(root, file), 'utf8');
        // Comments name types of the package by its published name.
        const code = source.replace(/^\s*\/\*\*[\s\S]*?\*\/$/gm, '');
        const specifiers = [...code.matchAll(/(?:from|import)\s*\(?\s*(['"])(.*?)\1/g)].map(
          ([, , specifier]) => specifier,
        );
        for (const specifier of specifiers) {
          const inside =
            specifier.startsWith('.') || (specifier.startsWith('node:') && /^(node|load\/workerd)/.test(file));
          equal(inside, true, `${file} imports ${specifier}`);
        }
      }
    },
  );
}
