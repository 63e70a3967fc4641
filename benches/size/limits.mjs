/** What is too much: each function gives its complaints, one sentence each. */

/** @import { Row, Snapshot } from './snapshot.mjs' */

/**
 * Percent by which a figure may exceed the snapshot's: other versions of rustc and of Node's zlib give other bytes, and
 * a small mend must not need a new snapshot.
 */
const MARGIN = 2;
const UNITS = /** @type {const} */ (['raw', 'gzip', 'brotli']);
const SNAPSHOT = 'benches/size.snap';
const BLESS = '`cargo xtask size --bless` records it';

/**
 * The page of the README, and percent by which one bundler's may be larger after gzip than another's. More is a bundler
 * that keeps files which nothing needs, as Vite 8 did.
 */
const README = 'frontend browser ';
const SPREAD = 5;

/** How many of the files that grew are named. */
const NAMED = 10;

/** All the JavaScript of the package that the header-level entries may load: reading headers costs nothing else. */
const HEADER_LEVEL = {
  traceparent: ['js/headers/traceparent.js', 'js/host/host.js', 'js/wasm/instance.js'],
  tracestate: [
    'js/headers/list-reader.js',
    'js/headers/tracestate.js',
    'js/host/host.js',
    'js/wasm/instance.js',
    'js/wasm/part.js',
    'js/wasm/tracestate.js',
  ],
};

/** What a figure may be at most, by the one that was recorded. */
export const budget = (/** @type {number} */ recorded) => recorded + Math.floor((recorded * MARGIN) / 100);

/** What grew, and what the snapshot has no word about, or speaks of in vain. */
export function changes(/** @type {Snapshot} */ now, /** @type {Snapshot} */ before) {
  if (before.rows.length === 0) return [`there is nothing in ${SNAPSHOT} to compare with; ${BLESS}`];
  const complaints = now.rows.flatMap((row) => {
    const old = before.rows.find(({ name }) => name === row.name);
    if (!old) return [`${row.name} is not in ${SNAPSHOT}; ${BLESS}`];
    const units = UNITS.filter((unit) => row[unit] > budget(old[unit]));
    const grown = units.map((unit) => `${old[unit]} to ${row[unit]} ${unit}`).join(', ');
    return grown ? [`${row.name} grew from ${grown}; if it is worth it, ${BLESS}`] : [];
  });
  const gone = before.rows.filter((old) => !now.rows.some(({ name }) => name === old.name));
  return [
    ...complaints,
    ...(complaints.length > 0 ? grownFiles(now.files, before.files) : []),
    ...gone.map(({ name }) => `${name} is only in ${SNAPSHOT}; ${BLESS}`),
  ];
}

/** The files that grew most, those that are new among them. */
function grownFiles(now, before) {
  const grown = Object.entries(now).map(([file, bytes]) => ({ file, more: bytes - (before[file] ?? 0) }));
  const most = grown.filter(({ more }) => more > 0).sort((one, other) => other.more - one.more);
  const listed = most.slice(0, NAMED).map(({ file, more }) => `${file} (+${more})`);
  return listed.length > 0 ? [`files that grew most, in bytes before compression: ${listed.join(', ')}`] : [];
}

/** Bundlers that make much more of the README's page than the best of them. */
export function uneven(/** @type {Row[]} */ rows) {
  const [best, ...others] = rows
    .filter(({ name }) => name.startsWith(README))
    .sort((one, other) => one.gzip - other.gzip);
  return others
    .filter(({ gzip }) => gzip * 100 > best.gzip * (100 + SPREAD))
    .map(
      ({ name, gzip }) =>
        `${name} has ${gzip} bytes gzip, more than ${SPREAD} % above the ${best.gzip} of ${best.name}`,
    );
}

export function loadsTooMuch(/** @type {Row[]} */ rows) {
  return rows.flatMap(({ name, files = {} }) => {
    const enough = HEADER_LEVEL[name.split(' ')[0]] ?? Object.keys(files);
    const unwanted = Object.keys(files).filter((file) => file.startsWith('js/') && !enough.includes(file));
    return unwanted.map((file) => `${name} loads ${file}`);
  });
}

/** The rows for people: how each figure changed, and last the budget after gzip. */
export function beside(/** @type {Snapshot} */ now, /** @type {Snapshot} */ before) {
  const head = `${' '.repeat(28)}${UNITS.map((unit) => unit.padStart(18)).join('')}${'gzip budget'.padStart(12)}`;
  const lines = now.rows.map((row) => {
    const old = before.rows.find(({ name }) => name === row.name);
    const figures = UNITS.map((unit) => {
      const change = row[unit] - (old?.[unit] ?? row[unit]);
      const sign = change > 0 ? '+' : '';
      return String(row[unit]).padStart(9) + (change === 0 ? '' : `(${sign}${change})`).padStart(9);
    });
    return row.name.padEnd(28) + figures.join('') + String(old ? budget(old.gzip) : '').padStart(12);
  });
  return [head, ...lines].join('\n');
}
