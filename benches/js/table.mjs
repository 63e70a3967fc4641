// The tables: one for each runtime, one block for each room.

import { OPS } from './ops.js';
import { ROOMS, YARDSTICKS } from './rooms.js';

export function tableOf(name, { version, ops, ratios }) {
  const lines = ['', `${name} ${version}: nanoseconds per operation`];
  for (const room of Object.keys(ROOMS)) {
    const rows = Object.keys(ops).filter((op) => OPS[op].room === room);
    if (rows.length > 0) lines.push('', ...block(room, rows, ops, ratios));
  }
  return lines.join('\n');
}

function block(room, rows, ops, ratios) {
  const contenders = Object.keys(ROOMS[room]).filter((contender) =>
    rows.some((op) => ops[op][contender] !== undefined),
  );
  const cells = rows.map((op) => [
    `${op.padEnd(15)} ${OPS[op].what}`,
    ...contenders.map((contender) => number(ops[op][contender])),
    times(ratios[op].twin),
    rival(ratios[op]),
  ]);
  return columns([[room, ...contenders, 'vs twin', 'vs best rival'], ...cells]);
}

function rival(ratios) {
  const rivals = Object.entries(ratios).filter(([contender]) => !YARDSTICKS.includes(contender));
  if (rivals.length === 0) return '-';
  const [name, ratio] = rivals.reduce((best, one) => (one[1] < best[1] ? one : best));
  return `${times(ratio)} ${name}`;
}

const number = (ns) => (!Number.isFinite(ns) ? '-' : ns < 99.95 ? ns.toFixed(1) : Math.round(ns).toLocaleString('en'));
const times = (ratio) => (!Number.isFinite(ratio) ? '-' : `${ratio.toFixed(ratio < 9.95 ? 2 : 1)}x`);

function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
}
