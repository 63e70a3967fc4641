/** Colours of the sink for people: where stdout is a terminal, and nobody has switched them off. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { equal } from '../suite/support/assert.js';

const PROGRAM = `
import { createLogger, startSpan } from 'tracehop';
import { pretty } from 'tracehop/pretty';

const [isTerminal, colors] = JSON.parse(process.argv[2]);
process.stdout.isTTY = isTerminal;
const log = pretty({ colors: colors ?? undefined });
createLogger({ log }).error('failed');
startSpan('work', { log }).setStatus('error').end();
`;

const CASES = [
  { what: 'a terminal gets colours', given: [true, null], env: {}, isColoured: true },
  { what: 'a file gets none', given: [false, null], env: {}, isColoured: false },
  { what: 'NO_COLOR switches them off', given: [true, null], env: { NO_COLOR: '1' }, isColoured: false },
  { what: 'an empty NO_COLOR says nothing', given: [true, null], env: { NO_COLOR: '' }, isColoured: true },
  { what: 'a dumb terminal gets none', given: [true, null], env: { TERM: 'dumb' }, isColoured: false },
  { what: 'option colors: true wins', given: [false, true], env: { NO_COLOR: '1' }, isColoured: true },
  { what: 'option colors: false wins', given: [true, false], env: {}, isColoured: false },
];

export async function checkPretty(consumer) {
  const entry = join(consumer, 'pretty-entry.mjs');
  await writeFile(entry, PROGRAM);
  for (const { what, given, env, isColoured } of CASES) {
    await report.check(`pretty: ${what}`, async () => {
      const { NO_COLOR, ...rest } = process.env;
      const options = { cwd: consumer, env: { ...rest, TERM: 'xterm', ...env } };
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [entry, JSON.stringify(given)], options);
      equal(stderr, '');
      equal(stdout.includes('\u001b[31m'), isColoured, stdout);
      equal(stdout.trim().split('\n').length, 3);
    });
  }
}
