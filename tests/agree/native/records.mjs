/**
 * JavaScript prints the very line that Rust prints: for the written records of tests/vectors/records.json, which
 * tests/core/records.rs holds Rust to, and for those that tests/core/inputs/record.rs makes.
 */

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const VECTORS = new URL('../../vectors/records.json', import.meta.url);

/** A text as it stands in a vector, or one that repeats, or the parts of one. */
function text(value) {
  if (Array.isArray(value)) return value.map(text).join('');
  return typeof value === 'object' ? value.repeat[0].repeat(value.repeat[1]) : value;
}

/** A value of a field, with what repeats written out. */
function value(json) {
  if (Array.isArray(json)) return json.map(value);
  if (typeof json !== 'object' || json === null) return json;
  return Array.isArray(json.repeat) ? text(json) : fields(json);
}

function fields(json) {
  return Object.fromEntries(Object.entries(json).map(([name, json]) => [name, value(json)]));
}

/** The records that a test of the crate has made, as vectors. */
async function* generated(answers) {
  for await (const text of createInterface({ input: createReadStream(answers) })) {
    const [kind, input, line] = JSON.parse(text);
    if (kind !== 'record') continue;
    const [record, dialect] = input;
    const options = dialect === 'googleCloud' ? { project: 'shop' } : undefined;
    yield { why: JSON.stringify(input), record, dialect: dialect ?? undefined, options, line };
  }
}

/**
 * Compares the lines of an installed package.
 *
 * @param {string} folder the package's.
 * @param {string} answers the file with what native Rust makes of its inputs.
 * @returns {Promise<{ compared: number, differences: string[] }>}
 */
export async function compareRecords(folder, answers) {
  const load = (file) => import(pathToFileURL(join(folder, file)).href);
  const [{ lineOf }, dialects] = await Promise.all([load('js/lines/line.js'), load('js/lines/dialects.js')]);
  const dialectOf = ({ dialect, options }) => {
    if (dialect === undefined) return undefined;
    return dialect === 'datadogClassic' ? dialects.datadog({ classic: true }) : dialects[dialect](options);
  };
  const vectors = JSON.parse(await readFile(VECTORS, 'utf8'));
  for await (const vector of generated(answers)) vectors.push(vector);
  const differences = [];
  for (const vector of vectors) {
    const { record } = vector;
    const said = { ...record, fields: record.fields && fields(record.fields) };
    for (const name of ['message', 'name']) if (name in record) said[name] = text(record[name]);
    const line = lineOf(said, dialectOf(vector));
    if (line !== text(vector.line)) differences.push(`${vector.why}: ${line.slice(0, 300)}`);
  }
  return { compared: vectors.length, differences };
}
