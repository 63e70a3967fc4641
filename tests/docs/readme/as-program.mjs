/** Runs a block as a program of Node. It has to end by itself, with exit code 0 and nothing on standard error. */

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { transform } from 'esbuild';
import { equal } from '../../package/suite/support/assert.js';
import { ANSWER } from './elsewhere.mjs';

export async function runAsProgram({ code, language }, folder, name) {
  const { code: script } = await transform(code, { loader: language, format: 'esm', target: 'es2022' });
  await writeFile(join(folder, `${name}.mjs`), script);
  // Whatever the program calls is answered here: a README may name services that do not exist.
  await writeFile(
    join(folder, 'elsewhere.mjs'),
    `globalThis.fetch = async () => Response.json(${JSON.stringify(ANSWER)});\n`,
  );
  const child = spawn(process.execPath, ['--import', './elsewhere.mjs', `${name}.mjs`], {
    cwd: folder,
    timeout: 30_000,
  });
  const [, stderr, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('exit', resolve)),
  ]);
  equal(exit, 0, `exit code (${stderr})`);
  equal(stderr, '', 'standard error');
}
