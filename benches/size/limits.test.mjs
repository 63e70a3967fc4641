import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { beside, budget, changes, loadsTooMuch, uneven } from './limits.mjs';
import { print, read, snapshotOf } from './snapshot.mjs';

const row = (name, gzip, files = {}) => ({ name, raw: 3 * gzip, gzip, brotli: gzip, files });
const snapshot = (name, gzip, files = {}) => snapshotOf([row(name, gzip, files)]);

test('a snapshot reads as it was written', () => {
  const files = { 'js/fetch/wrap.js': 12, 'js/fetch/look.js': 7 };
  const written = snapshotOf([row('frontend browser vite', 700), row('everything browser js', 800, files)]);
  const rows = written.rows.map(({ files: _, ...figures }) => figures);
  deepEqual(read(print(written)), { rows, files });
});

test('a budget is two percent above what was recorded', () => {
  deepEqual([budget(5000), budget(49), budget(50)], [5100, 49, 51]);
});

test('growth beyond the budget is a complaint and less is none', () => {
  const before = snapshot('worker workerd js', 1000);
  deepEqual(changes(snapshot('worker workerd js', 1020), before), []);
  deepEqual(changes(snapshot('worker workerd js', 500), before), []);
  deepEqual(changes(snapshot('worker workerd js', 1021), before), [
    'worker workerd js grew from 3000 to 3063 raw, 1000 to 1021 gzip, 1000 to 1021 brotli; ' +
      'if it is worth it, `cargo xtask size --bless` records it',
  ]);
});

test('each unit has a budget of its own', () => {
  for (const unit of ['raw', 'gzip', 'brotli']) {
    const now = snapshotOf([{ ...row('worker workerd js', 1000), [unit]: 9999 }]);
    match(changes(now, snapshot('worker workerd js', 1000))[0], new RegExp(`grew from \\d+ to 9999 ${unit};`));
  }
});

test('growth names the ten files that grew most', () => {
  const all = (gzip, files) => snapshot('everything browser js', gzip, files);
  const now = { 'js/fetch/wrap.js': 40, 'js/lines/line.js': 5, 'js/new.js': 90 };
  equal(
    changes(all(2000, now), all(1000, { ...now, 'js/fetch/wrap.js': 10, 'js/new.js': undefined }))[1],
    'files that grew most, in bytes before compression: js/new.js (+90), js/fetch/wrap.js (+30)',
  );
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`js/${index}.js`, index + 1]));
  equal(changes(all(2000, many), all(1000, {}))[1].match(/\(\+\d+\)/g).length, 10);
});

test('a row that only one side has is a complaint', () => {
  deepEqual(changes(snapshot('new browser js', 1), snapshot('old browser js', 1)), [
    'new browser js is not in benches/size.snap; `cargo xtask size --bless` records it',
    'old browser js is only in benches/size.snap; `cargo xtask size --bless` records it',
  ]);
  match(changes(snapshot('new browser js', 1), read(''))[0], /nothing in benches\/size.snap .* --bless/);
});

test('a bundler whose page is much larger than another is a complaint', () => {
  const pages = (vite) => [row('frontend browser vite', vite), row('frontend browser js', 1000), row('a b', 9)];
  deepEqual(uneven(pages(1050)), []);
  deepEqual(uneven(pages(1051)), [
    'frontend browser vite has 1051 bytes gzip, more than 5 % above the 1000 of frontend browser js',
  ]);
});

test('a file that a header-level entry has no use for is a complaint', () => {
  const files = { 'js/headers/traceparent.js': 1, 'js/fetch/wrap.js': 1, 'load/inline.js': 1 };
  deepEqual(loadsTooMuch([row('traceparent browser js', 1, files), row('frontend browser js', 1, files)]), [
    'traceparent browser js loads js/fetch/wrap.js',
  ]);
});

test('the table shows each figure beside what changed', () => {
  const lines = beside(snapshot('worker workerd js', 1010), snapshot('worker workerd js', 1000)).split('\n');
  deepEqual(lines[1].split(/ +/), 'worker workerd js 3030 (+30) 1010 (+10) 1010 (+10) 1020'.split(' '));
});
