/** The installed package with a module that can be made to trap. The published one contains nothing of the kind. */

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const binaryen = (program) => fileURLToPath(new URL(`../../../node_modules/binaryen/bin/${program}`, import.meta.url));
const FEATURES = '--all-features';

/** @returns a folder where the name `tracehop` finds the package whose module traps. */
export async function installTrapping(consumer) {
  const folder = join(consumer, 'poison');
  await rm(folder, { recursive: true, force: true });
  const copy = join(folder, 'node_modules/tracehop');
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await cp(join(consumer, 'node_modules/tracehop'), copy, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  const module = join(copy, 'tracehop.wasm');
  const text = join(folder, 'tracehop.wat');
  await run(process.execPath, [binaryen('wasm-dis'), FEATURES, module, '-o', text]);
  await writeFile(text, withTraps(await readFile(text, 'utf8')));
  await run(process.execPath, [binaryen('wasm-as'), FEATURES, text, '-o', module]);
  return folder;
}

/**
 * Every exported function that is called while the exported global `traps` is not 0 counts it down, and traps; but not
 * before as many calls have passed as `passes` says.
 */
function withTraps(text) {
  const names = new Map([...text.matchAll(/\(export "(\w+)" \(func \$(\S+?)\)\)/g)].map(([, name, id]) => [id, name]));
  if (names.size === 0) throw new Error('wasm-dis wrote no exported function in the form that is looked for');
  const countDown = (name) => `(global.set $${name} (i32.sub (global.get $${name}) (i32.const 1)))`;
  const next = `(if (global.get $passes) (then ${countDown('passes')}) (else ${countDown('traps')} (unreachable)))`;
  const trap = `(if (global.get $traps) (then ${next}))`;
  let exported = 0;
  const functions = text.replace(
    /\n \(func \$(\S+)((?: \((?:type|param|result) [^()]*\))*)((?:\n {2}\(local [^()]*\))*)/g,
    (whole, id) => {
      if (!names.has(id)) return whole;
      exported++;
      return `${whole}\n  ${trap}`;
    },
  );
  if (exported !== names.size)
    throw new Error(`${names.size} functions are exported, and ${exported} of them were found`);
  const end = functions.lastIndexOf(')');
  return `${functions.slice(0, end)} ${counter('traps')}${counter('passes')})\n`;
}

/** A number that a program can read and write. */
function counter(name) {
  return `(global $${name} (mut i32) (i32.const 0))\n (export "${name}" (global $${name}))\n`;
}
