/**
 * Programs for each runtime, checked with that runtime's own types: those of Deno by Deno itself, the others by tsc.
 */

import { spawnSync } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from '../package/binary.mjs';
import { report } from '../package/report.mjs';

const programs = fileURLToPath(new URL('runtimes/', import.meta.url));
const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));

const setups = {
  cloudflare: { types: ['@cloudflare/workers-types'] },
  bun: { types: ['bun-types'] },
  node: { types: ['node'], esModuleInterop: true },
};

export async function checkRuntimes(folder) {
  const at = join(folder, 'runtimes');
  await cp(programs, at, { recursive: true });
  for (const [runtime, options] of Object.entries(setups)) {
    await report.check(`programs for ${runtime} compile with its own types`, async () => {
      const compilerOptions = {
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2022'],
        strict: true,
        noEmit: true,
        // Of the runtimes' own declarations no more is asked than that they can be used.
        skipLibCheck: true,
        typeRoots: [join(installed, '@types'), installed],
        paths: { express: [join(installed, '@types/express')] },
        ...options,
      };
      await writeFile(
        join(at, `tsconfig.${runtime}.json`),
        JSON.stringify({ compilerOptions, files: [`${runtime}.ts`] }),
      );
      run('tsc', ['-p', `tsconfig.${runtime}.json`, '--pretty', 'false'], at);
    });
  }
  await report.check('programs for deno compile with its own types', () => {
    run('deno', ['check', '--quiet', '--no-lock', '--node-modules-dir=manual', 'deno.ts'], at);
  });
}

function run(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(binary(program), args, { cwd, encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error((stdout + stderr).trim().replaceAll('\n', '\n       '));
}
