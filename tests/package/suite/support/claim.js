/**
 * Collects claims and checks them one after another, in any JavaScript runtime.
 *
 * A file of the suite says what it is about and then states claims:
 *
 *     const claim = about('traceparent');
 *     claim('upper-case hex is refused', (host) => { ... });
 *
 * A claim fails when its check throws, rejects or takes longer than the limit, and a promise rejected without anybody
 * looking fails the claim during which it was noticed.
 */

import { rejections } from './rejections.js';

const LIMIT_MS = 20_000;

const stated = new Map();

/** Opens a subject. The function it returns adds one claim. */
export function about(subject) {
  return (sentence, check) => {
    const name = `${subject}: ${sentence}`;
    if (stated.has(name)) throw new Error(`the claim "${name}" is stated twice`);
    stated.set(name, check);
  };
}

/**
 * Checks every claim.
 *
 * @param host what the tests may know of where they run; see host.js in the folder that the runner prepares.
 * @returns `{passed, failures: [{name, reason}], expectedConsole: [pattern source]}`, ready for JSON.
 */
export async function checkAll(host) {
  const expectedConsole = [];
  const here = { ...host, expectConsoleError: (pattern) => expectedConsole.push(pattern.source) };
  const failures = [];
  const { warn } = console;
  // The tests provoke what the package reports; those that are about its reports look for themselves.
  console.warn = (...args) => String(args[0]).startsWith('tracehop: ') || warn.apply(console, args);
  for (const [name, check] of stated) {
    const reason = await reasonOfFailure(check, here);
    if (reason !== undefined) failures.push({ name, reason });
  }
  console.warn = warn;
  return { passed: stated.size - failures.length, failures, expectedConsole };
}

async function reasonOfFailure(check, host) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([(async () => check(host))(), limit]);
  } catch (error) {
    return textOf(error);
  } finally {
    clearTimeout(timer);
  }
  await new Promise((resolve) => setTimeout(resolve)); // runtimes tell of a rejection only after the microtasks
  const unseen = rejections.take();
  return unseen.length === 0 ? undefined : `a rejection nobody handled: ${unseen.map(textOf).join('; ')}`;
}

function textOf(error) {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const place = String(error.stack ?? '')
    .split('\n')
    .filter((line) => line.includes('/suite') && !line.includes('/support/'))
    .slice(0, 1)
    .map((line) => ` (${line.trim()})`);
  return `${error.name}: ${error.message}${place.join('')}`;
}
