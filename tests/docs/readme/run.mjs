/**
 * Runs what README.md shows, against the installed package. Every js and ts block says how, in a comment before it:
 *
 *     <!-- run: worker -->          a module worker: bundled, run in workerd, requested once (`<!-- run: worker /path -->`)
 *     <!-- run: frontend -->        the script of a page: bundled, run in Chromium
 *     <!-- run: node -->            a program of Node
 *     <!-- run: log -->             before a json block: lines as the package writes them
 *
 *     node tests/docs/readme/run.mjs target/consumer
 */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder } from '../../package/consumer.mjs';
import { report } from '../../package/report.mjs';
import { runAsPage } from './as-page.mjs';
import { runAsProgram } from './as-program.mjs';
import { runAsWorker } from './as-worker.mjs';
import { checkLog } from './as-log.mjs';
import { blocksOf } from './blocks.mjs';

const LONGEST = 200;
const WAYS = { worker: runAsWorker, frontend: runAsPage, node: runAsProgram, log: checkLog };
const PROGRAMS = ['js', 'javascript', 'mjs', 'ts', 'typescript', 'jsx', 'tsx'];

const consumer = await consumerFolder();
const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
const folder = join(consumer, 'readme-check');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');

await report.check(`README.md has fewer than ${LONGEST} lines`, () => {
  const lines = readme.trimEnd().split('\n').length;
  if (lines >= LONGEST) throw new Error(`it has ${lines}`);
});

const blocks = blocksOf(readme);
for (const way of ['worker', 'frontend', 'log']) {
  await report.check(`README.md shows a ${way} block`, () => {
    if (!blocks.some(({ run }) => run === way))
      throw new Error(`no block has the comment <!-- run: ${way} --> before it`);
  });
}

for (const block of blocks) {
  const { language, run, line } = block;
  if (run === undefined && !PROGRAMS.includes(language)) continue;
  await report.check(`README.md, line ${line} (${language}, run: ${run ?? 'not said'})`, async () => {
    const known =
      Object.hasOwn(WAYS, run ?? '') && (run === 'log' ? language === 'json' : ['js', 'ts'].includes(language));
    if (!known) {
      throw new Error(
        'a js or ts block needs <!-- run: worker -->, <!-- run: frontend --> or <!-- run: node --> before it, ' +
          'and a json block <!-- run: log -->',
      );
    }
    await WAYS[run](block, folder, `line-${line}`);
  });
}

report.end();
