/**
 * The consumers of list.json, and README.md's table of them, at the versions of the lock files. In a consumer's text,
 * `{package}` is the version of that npm package.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- what `cargo xtask consumers` has run -->\n';
const END = '<!-- end -->\n';

/** @type {{ place: string, consumers: { name: string, text: string, takesMinutes?: boolean }[] }[]} */
export const PLACES = json(new URL('list.json', import.meta.url));

/** The README as it is, and as it has to be. */
export function readmes() {
  const before = readFileSync(README, 'utf8');
  const [head, rest = ''] = before.split(BEGIN);
  const [, tail] = rest.split(END);
  if (tail === undefined) throw new Error(`README.md has no table between ${BEGIN}and ${END}`);
  return { before, after: head + BEGIN + table() + END + tail };
}

/** Puts the table in its place. */
export function writeTable() {
  writeFileSync(README, readmes().after);
}

/** Puts the version in the place of each `{package}`. */
export function fill(text, lock) {
  return text.replace(/\{(.+?)\}/g, (_, name) => {
    const installed = lock.packages[`node_modules/${name}`];
    if (installed === undefined) throw new Error(`no lock file names the version of ${name}`);
    return installed.version;
  });
}

function table() {
  const rows = PLACES.map(({ place, consumers }) => `| ${place} | ${consumers.map(withVersions).join(', ')} |\n`);
  return ['| In an empty folder | with |\n|---|---|\n', ...rows].join('');
}

/** What this repository has installed itself, a consumer takes from there. */
function withVersions({ name, text }) {
  const own = new URL(`${name}/project/package-lock.json`, import.meta.url);
  return fill(text, json(existsSync(own) ? own : new URL('../../package-lock.json', import.meta.url)));
}

function json(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
