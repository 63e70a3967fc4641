// The benchmark: `cargo xtask bench` builds the package, installs the rivals and runs this.

import { symlink, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { OPS } from './ops.js';
import { tableOf } from './table.mjs';
import { missed, missedInMemory, missedAtStartup } from './thresholds.js';

const RUNTIMES = ['node', 'chromium', 'workerd'];
const HELP = `Usage: cargo xtask bench [OPTIONS]

  --runtime NAME  only this runtime: ${RUNTIMES.join(', ')}; can be given several times
  --op NAME       only this operation: ${Object.keys(OPS).join(', ')};
                  can be given several times
  --quick         a minute instead of several: enough to see a change, too little to quote
  --check         fail if a figure misses its bar in benches/js/thresholds.js, and name each that does
  --startup       instead of speed: import and first header in fresh Node processes
  --memory        instead of speed: the heap of contexts that are kept, and what dropped ones leave behind
  --out FILE      where the figures of speed are written: target/bench.json`;

const values = options();

function options() {
  try {
    const { values } = parseArgs({
      options: {
        runtime: { type: 'string', multiple: true, default: RUNTIMES },
        op: { type: 'string', multiple: true, default: Object.keys(OPS) },
        quick: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        startup: { type: 'boolean', default: false },
        memory: { type: 'boolean', default: false },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const unknown = [
      ...values.runtime.filter((name) => !RUNTIMES.includes(name)),
      ...values.op.filter((name) => !Object.hasOwn(OPS, name)),
    ];
    if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.`);
    if (!values.help) return values;
    console.log(HELP);
    process.exit(0);
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

/** `rounds` are compared, each runs a contender for `slice` milliseconds. */
const SPEED = values.quick ? { rounds: 7, slice: 6 } : { rounds: 25, slice: 20 };
const PROCESSES = values.quick ? 10 : 60;
const CONTEXTS = values.quick ? { kept: 100_000, dropped: 1_000_000 } : { kept: 1_000_000, dropped: 10_000_000 };

await linkPackage();
const misses = [];
if (values.startup) {
  const { startup } = await import('./startup.mjs');
  misses.push(...missedAtStartup(startup({ processes: PROCESSES })));
}
if (values.memory) {
  const { memory } = await import('./memory.mjs');
  misses.push(...missedInMemory(await memory(CONTEXTS)));
}
if (!values.startup && !values.memory) misses.push(...missed(await speed()));

if (values.check) {
  for (const sentence of misses) console.log(`missed: ${sentence}`);
  if (misses.length === 0) console.log('\nevery bar is reached');
  process.exitCode = misses.length === 0 ? 0 : 1;
}

async function speed() {
  const { checkSameResults } = await import('./same-results.mjs');
  progress('the twin gives what tracehop gives: checking');
  await checkSameResults();

  const runtimes = {};
  for (const name of values.runtime) {
    const { open } = await import(`./runtimes/${name}.mjs`);
    runtimes[name] = await measured(name, await open());
    console.log(tableOf(name, runtimes[name]));
    if (values.out) await writeFile(values.out, `${JSON.stringify({ runtimes }, undefined, 2)}\n`);
  }
  return runtimes;
}

async function measured(name, runtime) {
  const ops = {};
  const ratios = {};
  try {
    for (const [index, op] of values.op.entries()) {
      progress(`${name} ${runtime.version}, ${index + 1} of ${values.op.length}: ${op} (${OPS[op].what})`);
      const result = await runtime.measure(op, SPEED);
      ops[op] = result.ns;
      ratios[op] = result.ratios;
    }
  } finally {
    await runtime.close();
  }
  return { version: runtime.version, ops, ratios };
}

/** Contenders import tracehop by its name, as its users do. */
async function linkPackage() {
  const link = fileURLToPath(new URL('../node_modules/tracehop', import.meta.url));
  await rm(link, { force: true });
  await symlink(fileURLToPath(new URL('../../pkg', import.meta.url)), link, 'junction');
}

function progress(what) {
  process.stderr.write(`==> ${what}\n`);
}
