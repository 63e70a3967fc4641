/**
 * Makes very many calls in one process and sees that nothing stays behind: neither in the heap nor in the memory of the
 * WebAssembly. Then gives a logger very many random values.
 *
 *     node tests/stress/soak/run.mjs target/consumer [--stubbed 300000] [--loopback 20000] [--values 1000000]
 *
 * `--stubbed` calls answer at once and touch no network, `--loopback` ones go to a server on this machine. The ways of
 * using the package share them. Zero leaves a kind out.
 */

import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { consumerFolder } from '../../package/consumer.mjs';

const { values } = parseArgs({
  options: {
    stubbed: { type: 'string', default: '300000' },
    loopback: { type: 'string', default: '20000' },
    values: { type: 'string', default: '1000000' },
  },
  allowPositionals: true,
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue;
  console.error(`--${name} is a whole number, got ${value}`);
  process.exit(2);
}

// Beside the installed package, so that its import finds what a user's would.
const consumer = await consumerFolder();
for (const file of ['calls.mjs', 'random-lines.mjs', 'server.mjs', 'watch-memory.mjs']) {
  await cp(fileURLToPath(new URL(file, import.meta.url)), join(consumer, `soak-${file}`));
}

// A server of its own: what it keeps is none of ours.
const server = spawn(process.execPath, [join(consumer, 'soak-server.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
const origin = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data).trim())));
const codes = [
  await run([
    '--expose-gc',
    '--import',
    './soak-watch-memory.mjs',
    'soak-calls.mjs',
    values.stubbed,
    values.loopback,
    origin,
  ]),
  await run(['soak-random-lines.mjs', values.values]),
];
server.kill();
process.exit(Math.max(...codes));

function run(args) {
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: consumer, stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1));
  });
}
