/**
 * Runs what docs/*.md show, against the installed package, in the runtime that each program is for. A comment before a
 * block says how, as in README.md (tests/docs/readme/run.mjs), with these ways beside those:
 *
 *     <!-- run: worker-without-flags /path -->  a module worker on a host without AsyncLocalStorage
 *     <!-- run: queue /path -->                 a module worker that fills the queue ORDERS and takes from it
 *     <!-- run: server /path -->                a server of Node, requested once
 *     <!-- run: next-route /path -->            GET of a route, in Vercel's edge runtime
 *     <!-- run: next-middleware /path -->       a middleware, in the same
 *     <!-- run: service-worker -->              a service worker in Chromium, through which a page calls
 *     <!-- run: cors -->                        a module worker, called by a page of another origin in Chromium
 *     <!-- run: csp -->                         before a text block: a policy under which a page traces its calls
 *     <!-- run: csp-untraced -->                the same, one under which it cannot
 *     <!-- run: frontend-before HEADER -->      a page's script that does without the package, and sends this header
 *     <!-- run: vitest -->                      a test, which tests/consumers/vitest and tests/consumers/jest run
 *     <!-- run: server-before /path -->         a server that does without the package
 *
 *     node tests/docs/run.mjs target/consumer [PAGE.md...]
 */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { consumerFolder } from '../package/consumer.mjs';
import { report } from '../package/report.mjs';
import { checkLog } from './readme/as-log.mjs';
import { runAsPage } from './readme/as-page.mjs';
import { runAsProgram } from './readme/as-program.mjs';
import { runAsWorker, runAsWorkerWithoutFlags } from './readme/as-worker.mjs';
import { blocksOf } from './readme/blocks.mjs';
import { runUnderCors } from './as-cors.mjs';
import { runUnderPolicy, runUnderPolicyUntraced } from './as-csp.mjs';
import { runAsMiddleware, runAsRoute } from './as-next.mjs';
import { runAsOtherPage } from './as-other-page.mjs';
import { runAsQueue } from './as-queue.mjs';
import { runAsOtherServer, runAsServer } from './as-server.mjs';
import { runAsServiceWorker } from './as-service-worker.mjs';
import { brokenLinks } from './links.mjs';

const WAYS = {
  worker: { languages: ['js', 'ts'], run: runAsWorker },
  'worker-without-flags': { languages: ['js', 'ts'], run: runAsWorkerWithoutFlags },
  queue: { languages: ['js', 'ts'], run: runAsQueue },
  frontend: { languages: ['js', 'ts'], run: runAsPage },
  'frontend-before': { languages: ['js', 'ts'], run: runAsOtherPage },
  node: { languages: ['js', 'ts'], run: runAsProgram },
  server: { languages: ['js', 'ts'], run: runAsServer },
  'server-before': { languages: ['js', 'ts'], run: runAsOtherServer },
  'next-route': { languages: ['js', 'ts'], run: runAsRoute },
  'next-middleware': { languages: ['js', 'ts'], run: runAsMiddleware },
  'service-worker': { languages: ['js', 'ts'], run: runAsServiceWorker },
  cors: { languages: ['js', 'ts'], run: runUnderCors },
  csp: { languages: ['text'], run: runUnderPolicy },
  'csp-untraced': { languages: ['text'], run: runUnderPolicyUntraced },
  vitest: { languages: ['js'], run: async () => {} },
  log: { languages: ['json'], run: checkLog },
};
/** What is read, and not run. */
const PLAIN = ['sh', 'text'];

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const named = process.argv.slice(3);
const pages = (await readdir(docs))
  .filter((name) => name.endsWith('.md') && (named.length === 0 || named.includes(name)))
  .sort();
const folder = join(await consumerFolder(), 'docs-check');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');

for (const page of pages) {
  const markdown = await readFile(join(docs, page), 'utf8');

  await report.check(`docs/${page}: what its links name is there`, async () => {
    const broken = await brokenLinks(markdown, join(docs, page));
    if (broken.length > 0) throw new Error(broken.join(', '));
  });

  const blocks = blocksOf(markdown);
  await report.check(`docs/${page}: every fence belongs to a block that can be run`, () => {
    const fences = markdown.split('\n').filter((line) => /^\s*(```|~~~)/.test(line)).length;
    if (fences !== 2 * blocks.length) throw new Error(`${fences} fences make ${blocks.length} blocks`);
  });

  for (const block of blocks) {
    const { language, run, line } = block;
    if (run === undefined && PLAIN.includes(language)) continue;
    await report.check(`docs/${page}, line ${line} (${language}, run: ${run ?? 'not said'})`, async () => {
      const way = Object.hasOwn(WAYS, run ?? '') ? WAYS[run] : undefined;
      if (!way?.languages.includes(language)) {
        throw new Error(
          'a comment <!-- run: WAY --> has to stand before it; tests/docs/run.mjs says which ways there are',
        );
      }
      await way.run(block, folder, `${page.replace('.md', '')}-line-${line}`);
    });
  }
}

report.end();
