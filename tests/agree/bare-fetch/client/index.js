/** Runs cases, each with the bare fetch and then with a wrapped one. */

import { recordOf } from './call.js';
import { caseOf } from './cases.js';
import { wrapped } from './wrappings.js';

/**
 * @param numbers of the cases.
 * @param host `{seed, home, away, refused, integrity, crossOrigin, hasEarlyHints, width, attempt, control}`: the
 * servers; how many cases run at once; a digit that makes new URLs, which no cache knows, of an old case; `control` to
 * call the bare fetch both times, which shows what the hosts themselves leave to chance.
 * @returns for each case `{one, bare, traced, lines}`.
 */
export async function runCases(numbers, host) {
  const results = [];
  const left = [...numbers];
  const worker = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift())
      results.push(await runCase(number, host));
  };
  await Promise.all(Array.from({ length: host.width }, worker));
  return results;
}

// What the package survived, it tells: here that is the application's own errors, which the cases throw on purpose.
const { warn } = console;
console.warn = (text, ...rest) => {
  if (!String(text).startsWith('tracehop:')) warn.call(console, text, ...rest);
};

// Called as a function of nothing, as most callers do; a page's fetch wants no other `this`.
const bareFetch = globalThis.fetch;
const bareCall = (...args) => bareFetch(...args);

async function runCase(number, host) {
  const one = caseOf(host.seed, number, host);
  const lines = [];
  const placeOf = (side) => ({
    ...host,
    side,
    arrived: () => bareCall(`${host.home}/${side}/${number}/arrived`).then((response) => response.text()),
  });
  const bare = await recordOf(bareCall, one, placeOf(`bare${host.attempt}`));
  const tracedCall = host.control ? bareCall : wrapped(one.wrapping, host, (line) => void lines.push(line), bareCall);
  const traced = await recordOf(tracedCall, one, placeOf(`wrap${host.attempt}`));
  return { one, bare, traced, lines: lines.length };
}
