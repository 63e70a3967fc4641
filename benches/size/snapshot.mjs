/** `benches/size.snap`: what the package cost when somebody last said that it may. */

/**
 * A bundle of an entry, or the module beside it.
 *
 * @typedef {{ name: string, raw: number, gzip: number, brotli: number, files?: Record<string, number> }} Row
 * `name` is the entry, the platform, and the bundler or the part: `frontend browser js`. `files` are those of the
 * package in it, with the bytes of each, which only esbuild tells.
 *
 * @typedef {{ rows: Row[], files: Record<string, number> }} Snapshot
 */

/** The files of the snapshot are those of the bundle that has all of them. */
const WHOLE = 'everything browser js';

const HEAD = `\
Bytes that programs load from this package, bundled and minified: what benches/size/entries needs, and no more.
\`cargo xtask size\` compares, \`cargo xtask size --bless\` records. A figure may grow by 2 percent.
\`js\` is esbuild's bundle, \`wasm\` the file beside it; in browsers the WebAssembly is inside the JavaScript.

${line('', ['raw', 'gzip', 'brotli'])}`;

const FILES = `\nBytes of each file of the package in "${WHOLE}", to say which one grew:\n\n`;

/** @returns {Snapshot} */
export function snapshotOf(/** @type {Row[]} */ rows) {
  return { rows, files: rows.find(({ name }) => name === WHOLE)?.files ?? {} };
}

export function print({ rows, files }) {
  const table = rows.map(({ name, raw, gzip, brotli }) => line(name, [raw, gzip, brotli]));
  const list = Object.keys(files)
    .sort()
    .map((file) => line(file, [files[file]], 44));
  return HEAD + table.join('') + FILES + list.join('');
}

/**
 * A line that ends with three numbers is a row, a path and one number are a file.
 *
 * @returns {Snapshot}
 */
export function read(/** @type {string} */ text) {
  const rows = [...text.matchAll(/^(\S.*?) +(\d+) +(\d+) +(\d+)$/gm)];
  const files = [...text.matchAll(/^(\S+) +(\d+)$/gm)];
  return {
    rows: rows.map(([, name, raw, gzip, brotli]) => ({ name, raw: +raw, gzip: +gzip, brotli: +brotli })),
    files: Object.fromEntries(files.map(([, file, bytes]) => [file, +bytes])),
  };
}

function line(name, values, width = 28) {
  return `${name.padEnd(width)}${values.map((value) => String(value).padStart(8)).join('')}\n`;
}
