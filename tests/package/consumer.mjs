/**
 * The folder into which the packed package was installed. The suite is copied beside the installed package, so that
 * `import 'tracehop'` finds what a user would find and not the sources around the tests.
 */

import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The folder given on the command line, checked. */
export async function consumerFolder() {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('Give the folder into which the package was installed, as in: node tests/package/node/run.mjs target/consumer');
    process.exit(2);
  }
  const consumer = resolve(folder);
  const installed = join(consumer, 'node_modules/tracehop/package.json');
  if (!(await exists(installed))) {
    console.error(`${installed} is missing: pack the package and install it there first (cargo xtask test package does both).`);
    process.exit(2);
  }
  return consumer;
}

/**
 * Copies the suite into a folder of its own for one runtime.
 *
 * @param facts what the tests may know: `runtime`; `echo`, the origin of the echo server; `ambient`, whether a context lasts
 * through an await; `page`, whether there is a page with an origin of its own.
 * @returns the folder.
 */
export async function placeSuite(consumer, facts) {
  const folder = join(consumer, `suite-${facts.runtime}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(here, 'suite'), folder, { recursive: true });
  await placeCopy(consumer);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  const host = { ...facts, vectors: await vectors() };
  await writeFile(join(folder, 'host.js'), `export const host = ${JSON.stringify(host)};\n`);
  return folder;
}

/** The package a second time, as it comes with a library that brings its own. */
async function placeCopy(consumer) {
  const copy = join(consumer, 'node_modules/tracehop-copy');
  await rm(copy, { recursive: true, force: true });
  await cp(join(consumer, 'node_modules/tracehop'), copy, { recursive: true, dereference: true });
}

/** What tests/vectors says of headers, lists, and the processing model. */
export async function vectors() {
  const read = async (name) => JSON.parse(await readFile(join(here, `../vectors/${name}.json`), 'utf8'));
  return { traceparent: await read('traceparent'), tracestate: await read('tracestate'), context: await read('context'), serverTiming: await read('server-timing'), dialects: await read('dialects') };
}

function exists(path) {
  return stat(path).then(() => true, () => false);
}
