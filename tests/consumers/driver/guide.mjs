/** The guide's tests, as a user copies them. */

import { readFile } from 'node:fs/promises';
import { blocksOf } from '../../docs/readme/blocks.mjs';

const recipes = new URL('../../../docs/recipes.md', import.meta.url);

/** The tests in docs/recipes.md, which import from Vitest. */
export async function guideTests() {
  const tests = blocksOf(await readFile(recipes, 'utf8')).filter(({ run }) => run === 'vitest');
  if (tests.length === 0) throw new Error('docs/recipes.md has no block with the comment <!-- run: vitest -->');
  return tests.map(({ code }) => code);
}
