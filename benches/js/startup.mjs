// Import and first header in a fresh Node process, as a command-line tool or a cold server pays for it.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';

const CONTENDERS = ['nothing', 'tracehop', 'tctx'];

/**
 * Prints a table.
 *
 * @returns {any} the medians in milliseconds, `nothing` taken off the other two
 */
export function startup({ processes }) {
  const times = Object.fromEntries(CONTENDERS.map((name) => [name, []]));
  for (let round = -1; round < processes; round++) {
    if (round % 10 === 0) process.stderr.write(`==> startup: process ${round} of ${processes} for each\n`);
    for (const name of CONTENDERS) {
      const spent = once(fileURLToPath(new URL(`startup/${name}.mjs`, import.meta.url)));
      // The first of each only brings the files into memory.
      if (round >= 0) times[name].push(spent);
    }
  }
  const above = (name) => median(times[name].map((time, round) => time - times.nothing[round]));
  const result = { nothing: median(times.nothing), tracehop: above('tracehop'), tctx: above('tctx') };
  console.log(
    `\nimport and first header, milliseconds above an empty module's ${result.nothing.toFixed(1)} (${processes} fresh processes each, median)\n`,
  );
  for (const name of ['tracehop', 'tctx']) console.log(`${name.padEnd(9)} ${result[name].toFixed(2)}`);
  return result;
}

function once(script) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}
