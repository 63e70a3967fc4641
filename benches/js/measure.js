// How the contenders of one operation are timed against each other. Runs inside the runtime that is measured.

import { INPUTS } from './inputs.js';
import { compile } from './loops.js';

/** How long a contender runs before it counts, in slices. */
const WARM_SLICES = 12;

/**
 * @param contenders name -> its module: `ops[name]` is the operation, `read` makes a parent of a header, `around` runs
 * a few inputs inside whatever the library needs around them, `settle` waits for what it does later.
 * @param host `clock()` in milliseconds, `collect()` garbage, `evaluate(text)`.
 * @returns `{ns, ratios}`, both by contender: the median of its rounds, and the median of what it took in a round for
 * everything that tracehop took in the same round.
 */
export async function measure(name, op, contenders, { rounds, slice }, host) {
  const entries = Object.entries(contenders).map(([contender, module]) => entry(name, op, contender, module, host));

  for (const entry of entries) await warmUp(entry, slice, host);
  const samples = [];
  for (let round = -2; round < rounds; round++) {
    const sample = {};
    // Everybody is first once: what a neighbour leaves behind (garbage, a warm cache) is shared fairly.
    for (let turn = 0; turn < entries.length; turn++) {
      const entry = entries[(turn + round + entries.length * 2) % entries.length];
      host.collect();
      sample[entry.contender] = (await time(entry, host)) / entry.passes / entry.inputs.length;
    }
    // The first two are still warming up.
    if (round >= 0) samples.push(op.above ? above(sample, op.above) : sample);
  }
  return summary(samples);
}

function entry(name, op, contender, module, host) {
  const inputs = INPUTS[op.from](module);
  const { around, settle } = module;
  const loop = compile(op.gives, `${contender}_${name}`, host.evaluate);
  return {
    contender,
    inputs,
    loop,
    around,
    settle,
    operation: module.ops[name],
    passes: 1,
    kept: Array(64).fill(null),
  };
}

/** Runs until the engine has had time to optimise, and finds how many passes make a slice of time. */
async function warmUp(entry, slice, host) {
  for (let total = 0; total < WARM_SLICES * slice; ) {
    const spent = await time(entry, host);
    total += spent;
    const wanted = (entry.passes * slice) / Math.max(spent, slice / 4);
    entry.passes = Math.max(1, Math.round(wanted));
  }
}

/** Milliseconds that one round of a contender takes, with what its library does because of it. */
async function time({ loop, operation, inputs, passes, kept, around, settle }, { clock }) {
  const start = await clock();
  if (around === undefined) await loop(operation, inputs, passes, kept);
  else await inGroups((group) => around(() => loop(operation, group, 1, kept)), inputs, passes);
  await settle?.();
  return (await clock()) - start;
}

/**
 * How many inputs `around` gets at once: as many calls as a click makes. A library may drop calls that are too many for
 * one click.
 */
const GROUP = 8;

async function inGroups(run, inputs, passes) {
  for (let pass = 0; pass < passes; pass++) {
    for (let first = 0; first < inputs.length; first += GROUP) await run(inputs.slice(first, first + GROUP));
  }
}

function above(sample, base) {
  const rest = Object.entries(sample).map(([name, ms]) => [name, name === base ? ms : ms - sample[base]]);
  return Object.fromEntries(rest);
}

function summary(samples) {
  const names = Object.keys(samples[0]);
  const over = (value) =>
    Object.fromEntries(names.map((name) => [name, median(samples.map((sample) => value(sample, name)))]));
  return {
    ns: over((sample, name) => sample[name] * 1e6),
    ratios: over((sample, name) => sample[name] / sample.tracehop),
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
