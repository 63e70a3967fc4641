// What the host gives: randomness, clocks, a console, asynchronous context, a page. Nothing else asks for them.

import { entropy, pageExports, wasm } from '../wasm/instance.js';

/** `node:async_hooks`, or a promise while it is being imported. */
let asyncHooks;
const reported = new Set();

/** Fills the entropy buffer. Throws where the host has no secure source: weak ids are never made. */
export function bringEntropy() {
  const exports = pageExports();
  if (typeof globalThis.crypto?.getRandomValues !== 'function') {
    throw new Error('tracehop: this host has no crypto.getRandomValues, and ids are never made without it');
  }
  globalThis.crypto.getRandomValues(entropy);
  exports.entropy_filled();
}

/**
 * Whether WebAssembly runs here. Where it does not, the developer is reported once, and whoever only reads headers
 * finds none.
 */
export function canStart() {
  if (wasm !== null) return true;
  try {
    return pageExports() !== null;
  } catch (error) {
    report('tracing is off', error);
    return false;
  }
}

/** Milliseconds since 1970. NaN where the host's clock fails. */
export const wallClock = () => number(() => Date.now());

/**
 * Milliseconds since some moment, finer than the wall clock and never set back where the host can do that. NaN where
 * the host's clock fails.
 */
export const tick = () => number(() => globalThis.performance?.now() ?? Date.now());

function number(clock) {
  try {
    return Number(clock());
  } catch (error) {
    report('a clock failed', error);
    return NaN;
  }
}

/** Whether lines of all levels go to stdout: in Node, Deno and Bun. */
let isOneStream = false;

/** Called by entries for servers, so that pages load no questions about their host. */
export function useStdout() {
  isOneStream = hasStdout();
}

/** Whether this is a program with a standard output. Workers have none, even if they have a `process`. */
export function hasStdout() {
  const { Deno, Bun, process, navigator } = /** @type {any} */ (globalThis);
  const isNode = process?.versions?.node !== undefined && navigator?.userAgent !== 'Cloudflare-Workers';
  return Deno !== undefined || Bun !== undefined || isNode;
}

/** What we wrote to the console last. */
export let latestLine;

/**
 * Writes on the console, by the method of the level, so that people can filter. The console is found at the time of the
 * call, so that a replaced one is used.
 */
export function toConsole(line, level) {
  latestLine = line;
  // Not every host's console has every method.
  console[isOneStream || !console[level] ? 'log' : level](line);
}

/**
 * Writes a warning on the console, once for each `what`: something went wrong, and the application goes on. Never
 * throws.
 */
export async function report(what, error) {
  if (reported.has(what)) return;
  reported.add(what);
  let text = 'an error that cannot be read';
  try {
    const said = `${error}`;
    const stack = `${error?.stack ?? ''}`;
    // The stacks of Firefox and Safari leave out what the error says.
    text = stack.includes(said) ? stack : `${said}\n${stack}`.trim();
  } catch {
    // Then that is all there is to say of it.
  }
  try {
    await console.warn(`tracehop: ${what}: ${text}`);
  } catch {
    // A console that throws leaves no place for a warning.
  }
}

/**
 * The origin of the page, or of a browser's worker. Undefined where there is none: on servers a location, or an origin
 * that is `null`, can stand alone. A sandboxed page has the origin `null`, and one without a URL of its own has that of
 * its maker. Where the URL has an origin, no other text counts: scripts of the page may have a variable `origin`.
 */
export function pageOrigin() {
  const { document, location, origin } = globalThis;
  if (!location || origin === undefined) return undefined;
  if (location.origin === 'null') return origin;
  if (origin !== 'null') return location.origin;
  return document && origin;
}

/** What a relative URL is relative to; undefined where there is no page. */
export const pageBase = () => globalThis.document?.baseURI ?? globalThis.location?.href;

/**
 * Whether fetch gives the bytes of a header as characters and reads a Location as UTF-8, as Node's and Bun's does. In
 * Deno each byte is a character of it, and in workerd a header is UTF-8 already.
 */
export function readsUtf8() {
  return !('Deno' in globalThis) && globalThis.navigator?.userAgent !== 'Cloudflare-Workers';
}

/**
 * Calls `listener` whenever the page is hidden for good, and not where it is kept for the way back. Returns whether
 * there is a page.
 */
export function onPageHide(listener) {
  if (globalThis.document === undefined || typeof globalThis.addEventListener !== 'function') return false;
  globalThis.addEventListener('pagehide', ({ persisted }) => persisted || listener());
  return true;
}

/**
 * Takes a promise of `node:async_hooks`. Only entries for servers have one: bundlers for browsers must not see that
 * name.
 */
export function provideAsyncHooks(importing) {
  asyncHooks = importing.then(
    (hooks) => {
      asyncHooks = hooks;
    },
    () => {
      asyncHooks = undefined;
    },
  );
}

/**
 * AsyncLocalStorage, undefined where the host has none, or a promise to wait for where it is still being imported.
 *
 * @returns {any}
 */
export function findAsyncLocalStorage() {
  /** @type {any} */
  const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks') ?? asyncHooks;
  // Vercel's edge has no such module, and the class as a global.
  return typeof hooks?.then === 'function'
    ? hooks
    : (hooks?.AsyncLocalStorage ?? globalThis.AsyncLocalStorage ?? asyncVariable());
}

/** AsyncContext's class in the form of AsyncLocalStorage; undefined where the host has none. */
function asyncVariable() {
  /** @type {any} */
  const Variable = globalThis.AsyncContext?.Variable;
  return (
    Variable &&
    class extends Variable {
      getStore() {
        return this.get();
      }
    }
  );
}
