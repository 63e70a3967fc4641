/**
 * The packed package in an empty folder with each tool that its users have: `cargo xtask consumers`.
 *
 *     node tests/consumers/run.mjs target/consumer             all of them; then README.md names the versions
 *     node tests/consumers/run.mjs target/consumer --quick     those that take seconds, for `cargo xtask test`
 *     node tests/consumers/run.mjs target/consumer vite bun    the named ones
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consumerFolder } from '../package/consumer.mjs';
import { report } from '../package/report.mjs';
import { PLACES, writeTable } from './table.mjs';

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean' } }, allowPositionals: true });
const names = positionals.slice(1);
const all = PLACES.flatMap(({ consumers }) => consumers);
const unknown = names.filter((name) => all.every((consumer) => consumer.name !== name));
if (unknown.length > 0) {
  console.error(`There is no consumer ${unknown.join(', ')}. tests/consumers/list.json has the names.`);
  process.exit(2);
}
const consumer = await consumerFolder();
// As npm has written it down: `file:../tracehop-0.1.0.tgz`.
const { dependencies } = JSON.parse(readFileSync(join(consumer, 'package.json'), 'utf8'));
const tarball = join(consumer, dependencies.tracehop.slice('file:'.length));

const lines = [];
for (const { name, takesMinutes } of all) {
  if (values.quick ? takesMinutes : names.length > 0 && !names.includes(name)) continue;
  console.log(`==> tests/consumers/${name}`);
  const start = performance.now();
  const check = [join(import.meta.dirname, name, 'check.mjs'), tarball];
  const { status, signal } = spawnSync(process.execPath, check, { stdio: 'inherit' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  lines.push(`${name.padEnd(18)}${(status === 0 ? 'passed' : 'failed').padEnd(9)}${seconds.padStart(8)}`);
  if (status === 0) report.passed();
  else report.failed(name, `check.mjs ended with ${signal ?? status}. What it printed above says why.`);
}
console.log(['', 'consumer          result    seconds', ...lines, ''].join('\n'));
if (!values.quick && names.length === 0 && !report.hasFailed()) writeTable();
report.end();
