/**
 * The folder into which the packed package was installed. The suite is copied beside the installed package, so that
 * `import 'tracehop'` finds what a user would find and not the sources around the tests.
 */

import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The folder given on the command line, checked. */
export async function consumerFolder() {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error(
      'Give the folder into which the package was installed, as in: node tests/package/node/run.mjs target/consumer',
    );
    process.exit(2);
  }
  const consumer = resolve(folder);
  const installed = join(consumer, 'node_modules/tracehop/package.json');
  if (!(await exists(installed))) {
    console.error(
      `${installed} is missing: pack the package and install it there first (cargo xtask test package does both).`,
    );
    process.exit(2);
  }
  return consumer;
}

/**
 * Copies the suite into a folder of its own for one runtime.
 *
 * @param facts what the tests may know: `runtime`; `echo` and `away`, the origins of the echo server; `ambient`,
 * whether a context lasts through an await; `page`, whether there is a page with an origin of its own.
 * @param entry what stands in the place of `tracehop`, such as `tracehop/js`.
 * @returns the folder.
 */
export async function placeSuite(consumer, facts, entry = 'tracehop') {
  const folder = join(consumer, `suite-${facts.runtime}${entry.replace('tracehop', '').replace('/', '-')}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(here, 'suite'), folder, { recursive: true });
  if (entry !== 'tracehop') await useEntry(folder, entry);
  await placeCopy(consumer);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  const host = { ...facts, vectors: await vectors() };
  await writeFile(join(folder, 'host.js'), `export const host = ${JSON.stringify(host)};\n`);
  return folder;
}

/** Has the imports of the suite go to another entry, which has no counterpart of `tracehop/node`. */
async function useEntry(folder, entry) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const source = await readFile(join(folder, name), 'utf8');
    const specifier = /(?<=from ')tracehop(-copy)?(?=(?:\/traceparent|\/tracestate)?')/g;
    await writeFile(
      join(folder, name),
      source.replace(specifier, (_, copy = '') => entry.replace('tracehop', `tracehop${copy}`)),
    );
  }
}

/** The package a second time, as it comes with a library that brings its own. */
async function placeCopy(consumer) {
  const copy = join(consumer, 'node_modules/tracehop-copy');
  await rm(copy, { recursive: true, force: true });
  await cp(join(consumer, 'node_modules/tracehop'), copy, { recursive: true, dereference: true });
}

/** What tests/vectors says of headers, lists, the processing model, and of where headers go. */
export async function vectors() {
  const read = async (name) => JSON.parse(await readFile(join(here, `../vectors/${name}.json`), 'utf8'));
  const [traceparent, tracestate, context, serverTiming, targets, ot, dialects] = await Promise.all(
    ['traceparent', 'tracestate', 'context', 'server-timing', 'targets', 'ot', 'dialects'].map(read),
  );
  return { traceparent, tracestate, context, serverTiming, targets, ot, dialects };
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
