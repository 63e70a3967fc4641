// Node: the one that runs this, in a fresh process for each operation.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('node-child.mjs', import.meta.url));

export async function open() {
  return { version: process.version, measure, close: async () => {} };
}

function measure(name, settings) {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [name, JSON.stringify(settings)], { execArgv: ['--expose-gc'] });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the process that measured ${name} ended with ${code}`)));
  });
}
