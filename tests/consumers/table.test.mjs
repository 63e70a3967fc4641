import { deepEqual, equal, throws } from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fill, PLACES, readmes } from './table.mjs';

test('the README names the versions of the lock files', () => {
  const { before, after } = readmes();
  equal(before, after, '`cargo xtask consumers` repairs it');
});

test('every folder with a check is listed', () => {
  const folders = readdirSync(import.meta.dirname);
  const found = folders.filter((name) => existsSync(join(import.meta.dirname, name, 'check.mjs')));
  deepEqual(PLACES.flatMap(({ consumers }) => consumers.map(({ name }) => name)).sort(), found.sort());
});

test('a version stands where its package was named', () => {
  const lock = { packages: { 'node_modules/@a/b': { version: '1.2.3' } } };
  equal(fill('a {@a/b} (c), d {@a/b}', lock), 'a 1.2.3 (c), d 1.2.3');
  throws(() => fill('a {other}', lock), /no lock file names the version of other/);
});
