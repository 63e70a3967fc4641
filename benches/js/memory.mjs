// Memory of contexts, kept and dropped.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('memory-child.mjs', import.meta.url));
const LIBRARIES = ['tracehop', 'tctx'];

/**
 * Prints a table.
 *
 * @returns {Promise<any>} the figures of each library's process
 */
export async function memory({ kept, dropped }) {
  const found = {};
  for (const library of LIBRARIES) {
    process.stderr.write(`==> memory: ${library}, ${kept} kept and ${dropped} dropped\n`);
    found[library] = await child([library, kept, dropped]);
  }
  console.log(`\nheap bytes per kept context (${kept.toLocaleString('en')} of them)\n`);
  for (const way of Object.keys(found.tctx.perContext)) {
    const cells = LIBRARIES.map((library) => `${library} ${found[library].perContext[way].toFixed(0)}`);
    console.log(`${way.padEnd(8)} ${cells.join('   ')}`);
  }
  const { wasm } = found.tracehop;
  console.log(`\nafter ${dropped.toLocaleString('en')} dropped contexts\n`);
  for (const library of LIBRARIES)
    console.log(`${library.padEnd(8)} ${(found[library].left / 1024).toFixed(0)} KiB of heap more than before`);
  console.log(`WebAssembly memory ${wasm.before / 1024} KiB before, ${wasm.after / 1024} KiB after`);
  return found;
}

function child(args) {
  return new Promise((resolve, reject) => {
    const process = fork(CHILD, args.map(String), { execArgv: ['--expose-gc', '--max-old-space-size=4096'] });
    process.once('message', resolve);
    process.once('error', reject);
    process.once('exit', (code) => reject(new Error(`the process that kept contexts ended with ${code}`)));
  });
}
