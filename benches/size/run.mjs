/**
 * How many bytes the package costs the programs that use it, against what it cost before: `cargo xtask size`.
 *
 *     node benches/size/run.mjs target/consumer [--bless]
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { beside, changes, loadsTooMuch, uneven } from './limits.mjs';
import { measure } from './measure.mjs';
import { print, read, snapshotOf } from './snapshot.mjs';

const { values, positionals } = parseArgs({ options: { bless: { type: 'boolean' } }, allowPositionals: true });
const file = join(import.meta.dirname, '../size.snap');

const now = snapshotOf(await measure(resolve(positionals[0])));
const before = read(existsSync(file) ? readFileSync(file, 'utf8') : '');
console.log(beside(now, before));

const complaints = [...uneven(now.rows), ...loadsTooMuch(now.rows)];
if (values.bless) writeFileSync(file, print(now));
else complaints.push(...changes(now, before));
if (complaints.length > 0) {
  console.error(`the package is not as small as it should be:\n  ${complaints.join('\n  ')}`);
  process.exitCode = 1;
}
