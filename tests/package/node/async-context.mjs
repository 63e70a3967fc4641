/** AsyncContext, where a host has it and no AsyncLocalStorage, as browsers are to have. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report } from '../report.mjs';
import { equal } from '../suite/support/assert.js';

/** A class with the members of the proposal, made of what Node has. */
const PROGRAM = `
import { AsyncLocalStorage } from 'node:async_hooks';
process.getBuiltinModule = undefined;
globalThis.AsyncContext = {
  Variable: class {
    #storage = new AsyncLocalStorage();
    run(value, fn, ...args) { return this.#storage.run(value, fn, ...args); }
    get() { return this.#storage.getStore(); }
  },
};
const { getActiveSpan, startActiveSpan } = await import('tracehop');
const names = ['a', 'b'].map((name) => startActiveSpan(name, { log: false }, async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return getActiveSpan()?.name;
}));
console.log(...(await Promise.all(names)), getActiveSpan());
`;

export async function checkAsyncContext(consumer) {
  await report.check('package: AsyncContext is used where a host has it', async () => {
    const entry = join(consumer, 'async-context.mjs');
    await writeFile(entry, PROGRAM);
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions', 'browser', entry], {
      cwd: consumer,
    });
    equal(stdout.trim(), 'a b undefined');
  });
}
