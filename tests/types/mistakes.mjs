/** What TypeScript says of mistyped options: an error at each, which names it or stands at it. */

import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from '../package/binary.mjs';
import { report } from '../package/report.mjs';
import { equal } from '../package/suite/support/assert.js';

const programs = fileURLToPath(new URL('mistakes/', import.meta.url));

export async function checkMistakes(folder) {
  const at = join(folder, 'mistakes');
  await cp(programs, at, { recursive: true });
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
  };
  await writeFile(join(at, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['mistakes.ts'] }));
  const { stdout } = spawnSync(binary('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: at,
    encoding: 'utf8',
  });
  const errors = errorsIn(stdout);
  const lines = (await readFile(join(at, 'mistakes.ts'), 'utf8')).split('\n');

  for (const [index, text] of lines.entries()) {
    const [, code, option] = /^(.+;) \/\/ (\w+)$/.exec(text) ?? [];
    if (option === undefined) continue;
    await report.check(`the error of TypeScript names the option: ${code}`, () => {
      const found = errors.filter(({ line }) => line === index + 1);
      equal(found.length, 1, 'errors');
      const [{ column, message }] = found;
      const isAt = text.slice(column - 1).startsWith(option);
      equal(isAt || new RegExp(`\\b${option}\\b`).test(message), true, message);
    });
  }
  await report.check('TypeScript finds no other error there', () => {
    const others = errors.filter(({ line }) => !/\/\/ \w+$/.test(lines[line - 1]));
    equal(others.map(({ message }) => message).join('\n'), '');
  });
}

/** The errors in what tsc wrote: `{ line, column, message }`, where a message may have several lines. */
function errorsIn(output) {
  const errors = [];
  for (const text of output.split('\n')) {
    const [, line, column, message] = /^\S+\((\d+),(\d+)\): error (.*)$/.exec(text) ?? [];
    if (line !== undefined) errors.push({ line: Number(line), column: Number(column), message });
    else if (errors.length > 0) errors.at(-1).message += `\n${text}`;
  }
  return errors;
}
