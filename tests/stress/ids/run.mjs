/**
 * A census of as many ids as anybody will make in a day, through the installed package: `cargo xtask ids`.
 *
 *     node tests/stress/ids/run.mjs target/consumer --count 100000000
 *
 * Every second header starts a trace and the next one is its child, so there are half as many trace-ids as headers and
 * as many parent-ids. Each is kept whole and compared with all before it.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { consumerFolder } from '../../package/consumer.mjs';
import { complaintsAbout } from '../../package/suite/support/census.js';

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000000' } }, allowPositionals: true });
const count = Number(values.count);
if (!Number.isSafeInteger(count) || count < 1000 || count > 400_000_000) {
  console.error(`--count is a whole number from 1,000 to 400,000,000, got ${values.count}`);
  process.exit(2);
}

// What support/census.js takes: 16 bytes for each trace-id and 8 for each parent-id, in tables with a quarter free.
const table = (ids, bytes) => 2 ** Math.ceil(Math.log2((ids * 4) / 3)) * bytes;
const megabytes = Math.round((table(count / 2, 16) + table(count, 8)) / 1e6);
console.log(`${count.toLocaleString('en')} headers: each id that was seen is kept, in ${megabytes} MB`);

// From a file beside the installed package, so that a user's import finds it.
const entry = join(await consumerFolder(), 'ids-entry.mjs');
await writeFile(entry, "export { make } from 'tracehop/traceparent';\n");
const { make } = await import(pathToFileURL(entry).href);
const complaints = complaintsAbout(make, count, (taken) => console.log(`${taken.toLocaleString('en')} headers`));
for (const complaint of complaints) console.log(`FAILED ${complaint}`);
if (complaints.length > 0) {
  const chance = count ** 2 / 2 ** 65;
  console.log(
    `By chance one parent-id comes twice in ${chance.toPrecision(1)} of such runs; twice in a row it is no chance.`,
  );
}
console.log(
  `${(count / 2).toLocaleString('en')} trace-ids and ${count.toLocaleString('en')} parent-ids: ${complaints.length} complaints`,
);
process.exit(complaints.length === 0 ? 0 : 1);
