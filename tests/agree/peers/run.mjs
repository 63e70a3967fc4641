/**
 * The installed package against tctx, OpenTelemetry and elastic over the same headers: each difference has to be one
 * that allowed.mjs lists, and each that is listed has to occur.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { consumerFolder } from '../../package/consumer.mjs';
import { ALLOWED } from './allowed.mjs';
import { answersOf } from './answers.mjs';
import { differences } from './compare.mjs';
import { headers } from './headers.mjs';

const COUNT = 60_000;
const SEED = 0x7ace;
/** Failures that are shown in full. */
const SHOWN = 5;

// From there, `tracehop` is what was installed.
const door = join(await consumerFolder(), 'differential.mjs');
await writeFile(door, "export { extract, inject } from 'tracehop';\n");
const answers = answersOf(await import(pathToFileURL(door).href));

const counts = new Map(
  Object.values(ALLOWED)
    .flat()
    .map((entry) => [entry, 0]),
);
let unexplained = 0;
for (const received of headers(COUNT, SEED)) {
  const all = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answered(answer, received)]));
  for (const [peer, entries] of Object.entries(ALLOWED)) {
    for (const difference of differences(received, all.tracehop, all[peer])) {
      const entry = entries.find(({ part, when }) => part === difference.part && when(difference));
      if (entry !== undefined) counts.set(entry, counts.get(entry) + 1);
      else if (++unexplained <= SHOWN) show(peer, difference, all);
    }
  }
}

function answered(answer, received) {
  try {
    return answer(received);
  } catch (error) {
    return { fate: `threw ${error}` };
  }
}

function show(peer, { received, part, member }, all) {
  console.error(`UNEXPLAINED: ${peer} differs in ${part}${member === undefined ? '' : ` (${JSON.stringify(member)})`}`);
  console.error(`  received ${JSON.stringify(received)}`);
  for (const [name, answer] of Object.entries(all)) console.error(`  ${name} ${JSON.stringify(answer)}`);
}

for (const [peer, entries] of Object.entries(ALLOWED)) {
  console.log(`${peer}:`);
  for (const entry of entries) {
    const whose = entry.whose === 'choice' ? 'left open' : `bug of ${entry.whose}`;
    console.log(`${String(counts.get(entry)).padStart(7)}  ${entry.part.padEnd(8)} ${entry.name} (${whose})`);
  }
}
const never = [...counts].filter(([, count]) => count === 0).map(([{ name }]) => name);
for (const name of never) console.error(`NEVER SEEN, so it does not belong to the list: ${name}`);
console.log(
  `${COUNT} pairs of headers, ${unexplained} unexplained differences, ${never.length} listed ones that never occur`,
);
process.exit(unexplained + never.length === 0 ? 0 : 1);
