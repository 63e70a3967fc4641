/**
 * An abort must reach a body that is being read, also when nobody but the caller holds what the abort has to go
 * through.
 */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { equal } from '../suite/support/assert.js';

const PROGRAM = `
import { createServer } from 'node:http';
import { traceFetch } from 'tracehop';

const server = createServer((request, response) => response.write('first')).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const origin = 'http://127.0.0.1:' + server.address().port;
const controller = new AbortController();
const request = new Request(origin, { signal: controller.signal });
const response = await traceFetch({ targets: [origin], log: false })(request);
const reading = response.text().then(() => 'read', (error) => error.message);
for (let round = 0; round < 10; round++) {
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 10));
}
controller.abort(new Error('mine'));
const late = new Promise((resolve) => setTimeout(resolve, 5000, 'never aborted'));
console.log(await Promise.race([reading, late]), request.signal.aborted);
process.exit(0);
`;

export async function checkAborts(consumer) {
  await report.check('package: an abort reaches the body after garbage was collected', async () => {
    const entry = join(consumer, 'aborts-entry.mjs');
    await writeFile(entry, PROGRAM);
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', entry], { cwd: consumer });
    equal(stdout.trim(), 'mine true');
  });
}
