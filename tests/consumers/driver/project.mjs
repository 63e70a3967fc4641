/**
 * A user's project: a folder in which there is nothing but a few files, the tool at the version of its lock file, and
 * the packed package. It is not inside this repository, because tools look for settings and packages in the folders
 * above.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { report } from '../../package/report.mjs';
import { accepts, eventually, freePort } from './wait.mjs';

const LIMIT_MS = 300_000;

/**
 * Makes the project, hands it over, and removes it; where something fails it is kept, and the last lines say where.
 *
 * @param check `import.meta` of the script; `project/` beside it is what the user wrote.
 * @param programs folders of `programs/` that belong to it as well.
 * @param steps `(project) => Promise`.
 */
export async function inProject({ dirname }, programs, steps) {
  const name = basename(dirname);
  const tarball = process.argv[2];
  if (tarball === undefined) {
    console.error(`Give the packed package, as in: node tests/consumers/${name}/check.mjs target/tracehop-0.1.0.tgz`);
    process.exit(2);
  }
  const folder = await mkdtemp(join(tmpdir(), `tracehop-${name}-`));
  const files = [...programs.map((program) => join(dirname, '../programs', program)), join(dirname, 'project')];
  for (const from of files.filter(existsSync)) await cp(from, folder, { recursive: true });

  const project = new Project(folder, resolve(tarball));
  await report.check(`${name} gets to its end`, () => steps(project));
  await project.stop();
  if (report.hasFailed()) console.log(`The project is kept: ${folder}`);
  else await rm(folder, { recursive: true });
  report.end();
}

class Project {
  #running = [];

  constructor(folder, tarball) {
    this.folder = folder;
    this.tarball = tarball;
    // The tools of the project come before those of the machine.
    this.env = {
      ...process.env,
      NO_COLOR: '1',
      PATH: join(folder, 'node_modules/.bin') + delimiter + process.env.PATH,
    };
  }

  /** Adds a file. */
  write(name, text) {
    return writeFile(join(this.folder, name), text);
  }

  /** Installs what the lock file names, and the package. */
  install() {
    return this.run('npm', [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
      this.tarball,
    ]);
  }

  /** Runs a program to its end. @returns what it wrote; rejects with it when the program fails. */
  async run(program, args, env = {}) {
    const { child, output, ended } = this.#spawn(program, args, env);
    const timer = setTimeout(() => end(child), LIMIT_MS);
    const how = await ended;
    clearTimeout(timer);
    if (how !== '0') throw new Error(`${program} ${args.join(' ')}: ${how}\n${output()}`);
    return output();
  }

  /**
   * Starts a server that takes its port as an argument or from PORT, and waits until it has said the port and can be
   * called: tools try ports before they use them.
   *
   * @param args `(port) => [...]`.
   * @returns its `url`, and `output()`: what it has written so far.
   */
  async serve(program, args, env = {}) {
    const port = String(await freePort());
    const { child, output, ended } = this.#spawn(program, args(port), { ...env, PORT: port });
    this.#running.push({ child, ended });
    let how;
    ended.then((code) => {
      how = code;
    });
    const url = `http://127.0.0.1:${port}`;
    const isUp = await eventually(async () => how !== undefined || (output().includes(port) && (await accepts(port))));
    if (!isUp || how !== undefined)
      throw new Error(`${program} does not serve (${how ?? 'no answer in time'})\n${output()}`);
    return { url, output };
  }

  /** Ends the servers. */
  async stop() {
    for (const { child, ended } of this.#running.splice(0)) {
      end(child);
      await ended;
    }
  }

  #spawn(program, args, env) {
    // In a group of its own, so that the processes which a tool starts end with it.
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
    }
    const ended = new Promise((settle) => {
      child.on('error', (error) => settle(error.message));
      child.on('close', (code, signal) => settle(String(signal ?? code)));
    });
    return { child, output: () => text, ended };
  }
}

function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
