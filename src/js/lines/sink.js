// Where records go: a sink encodes a record and writes what that gave. A plain function given as `log` gets the
// finished line.

import { callOption, CONSOLE, LINE } from '../host/hook.js';
import { property } from '../host/member.js';
import { report, toConsole } from '../host/host.js';
import { isSpan } from '../record/record.js';
import { lines, spans } from '../record/stats.js';
import { lineOf } from './line.js';

const THREW = 'a log function threw';

/**
 * On a sink: `{ encode(record, dialect), write(encoded, level) }`. Later versions keep these names and what they mean.
 */
const SINK = /* @__PURE__ */ Symbol.for('tracehop.sink');

/** A sink for option `log`: the public members, with these two functions. */
export function sinkWith(members, encode, write) {
  return Object.defineProperty(members, SINK, property({ value: { encode, write } }));
}

/** Whether a value is a sink, also one of another copy of the package. */
export function isSink(value) {
  return typeof value?.[SINK]?.encode === 'function' && typeof value[SINK].write === 'function';
}

/**
 * Gives a record to a sink, and counts what becomes of it. Held lines keep it back where they are given. Never throws.
 */
export function writeRecord(log, dialect, record, held) {
  const counts = isSpan(record) ? spans : lines;
  if (log === false) {
    counts.dropped.logOff++;
    return;
  }
  try {
    let encode = lineOf;
    let write = log ?? toConsole;
    if (typeof write !== 'function') ({ encode, write } = write[SINK]);
    const encoded = encode(record, dialect);
    if (!held?.hold(encoded, record.level, write)) deliver(counts, write, encoded, record.level);
  } catch (error) {
    counts.dropped.logThrew++;
    report(THREW, error);
  }
}

/**
 * Writes what a sink has made of a record. It is counted as written, until the sink throws or its promise rejects.
 * Never throws.
 */
export function deliver(counts, write, encoded, level) {
  counts.emitted++;
  const lost = () => {
    counts.emitted--;
    counts.dropped.logThrew++;
  };
  callOption(THREW, () => write(encoded, level), undefined, lost, write === toConsole ? CONSOLE : LINE);
}
