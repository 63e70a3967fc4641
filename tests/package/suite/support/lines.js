/** What tests do with finished lines: collect them, read them, and catch what goes to the console. */

import { equal, match } from './assert.js';

/**
 * A `log` that keeps what it gets. What is asked of it later fails if it ever got anything but a string and its level.
 */
export function lineCollector() {
  const calls = [];
  const texts = () =>
    calls.map((args) => {
      equal(args.length, 2, 'arguments of log');
      equal(typeof args[0], 'string', 'type of a line');
      match(args[1], /^(debug|info|warn|error)$/, 'level of a line');
      return args[0];
    });
  return {
    log: (...args) => void calls.push(args),
    texts,
    /** Every line so far, parsed. */
    all: () => texts().map(readLine),
    /** The only line. */
    one() {
      equal(calls.length, 1, `lines written (${texts().join(' ')})`);
      return readLine(texts()[0]);
    },
  };
}

/** One line: valid JSON, an object, no line break, the three keys that every line has. */
export function readLine(text) {
  match(text, /^\{"timestamp":"[^"]*","level":"[^"]*","message":"[^\n\r]*\}$/, 'one line with the first keys');
  const line = JSON.parse(text);
  match(line.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'timestamp');
  match(line.level, /^(debug|info|warn|error)$/, 'level');
  equal(typeof line.message, 'string', 'type of message');
  // What a host's clock can see of a quick operation is its own affair; a claim about spans looks at the text.
  if (line.clock === 'coarse' && line.duration_ms === 0) delete line.clock;
  return line;
}

/** The console method that lines of a level go to: in programs with a standard output always the one that writes there. */
export function consoleMethod({ runtime }, level) {
  return ['node', 'deno', 'bun'].includes(runtime) ? 'log' : level;
}

const METHODS = ['debug', 'log', 'info', 'warn', 'error', 'trace'];

/**
 * Runs `fn` with the console replaced.
 *
 * @param {() => unknown} fn
 * @param {(method: string, ...args: unknown[]) => void} [onCall]
 * @returns the calls as `[method, ...args]`, and what `fn` gave
 */
export async function withConsole(fn, onCall = () => {}) {
  const kept = METHODS.map((method) => [method, console[method]]);
  const calls = [];
  for (const method of METHODS) {
    console[method] = (...args) => {
      calls.push([method, ...args]);
      onCall(method, ...args);
    };
  }
  try {
    return { result: await fn(), calls };
  } finally {
    for (const [method, original] of kept) console[method] = original;
  }
}
