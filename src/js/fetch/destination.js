// Where a request goes: whether context may travel there, and what a log may say about it. Rust decides both.

import { pageBase, pageOrigin, report } from '../host/host.js';
import { REDACTED } from '../record/schema.js';
import { ready, table, write } from '../wasm/instance.js';

/** What decide_target returns in its low byte. */
export const SAME_ORIGIN = 0;
export const TARGET = 1;
export const OUTSIDE = 2;
export const IGNORED = 3;
export const NOT_HTTP = 4;

/** Characters of a path, and of a URL in a log, that are looked at. Longer ones are cut. */
const LONGEST = 8192;
/** Characters that the prefixes of all rules may have together. */
const MOST_RULES = 16_384;

/**
 * A function from the text of a request's URL to `{href, shown, place}`, by the rules of these options: the URL as it is sent, as
 * a log may show it, and `{origin, address, port, decision, index, rule}`. To undefined where it is no URL.
 */
export function destinationsOf(caller, { targets, ignore }) {
  const rules = [...(ignore ?? []).map(compile), ...(targets ? [{ line: 'targets' }, ...targets.map(compile)] : [])];
  const fixed = rules.reduce((sum, { line }) => sum + (line?.length ?? 1), 0);
  if (fixed > MOST_RULES)
    throw new TypeError(`${caller}: options targets and ignore have more than ${MOST_RULES} characters together`);

  const decide = (url) => {
    // Not url.origin: a blob: URL has its maker's.
    const origin = `${url.protocol}//${url.host}`;
    const lines = rules.map(({ line, asked }) => line ?? (asked(url) ? 'y' : 'n'));
    const path = url.pathname.slice(0, LONGEST);
    const text = [pageOrigin() ?? '', origin, path, ...lines].join('\n');
    const answer = ready().decide_target(write(text));
    const decision = answer & 0xff;
    const index = answer >> 8;
    const rule = decision === TARGET ? targets[index] : decision === IGNORED ? ignore[index] : undefined;
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    return { origin, address: url.hostname, port, decision, index, rule };
  };

  // Where no rule looks beyond the origin, all of an origin has one answer.
  const isByOrigin = rules.every(({ line }) => line === 'targets' || line?.endsWith(' /'));
  let last;
  return (text) => {
    if (isByOrigin && last !== undefined && text.startsWith(last.origin)) {
      const shown = redactedBelow(last.origin, text);
      if (shown !== undefined) return { href: text, shown, place: last };
    }
    const url = parse(text);
    last = url && decide(url);
    return last && { href: url.href, shown: redacted(url.href), place: last };
  };
}

function parse(text) {
  try {
    return new URL(text, pageBase());
  } catch {
    return undefined;
  }
}

/** The URL that a text names; undefined where it names none. */
export function hrefOf(text) {
  return parse(text)?.href;
}

/** A URL without its secrets. */
export function redacted(href) {
  const text = href.slice(0, LONGEST);
  const shown = without(text, ready().redact_url(write(text)));
  return text.length < href.length ? `${shown}…` : shown;
}

/** The same for a text that is a URL of this origin as a URL parser would write it; undefined where the parser has to be asked. */
function redactedBelow(origin, text) {
  if (text.length > LONGEST) return undefined;
  const count = ready().redact_url_below(origin.length, write(text));
  return count < 0 ? undefined : without(text, count);
}

/** A text without the secrets that Rust has found in it. */
function without(text, count) {
  if (count === 0) return text;
  let shown = '';
  let copied = 0;
  for (let row = 0; row < 3 * count; row += 3) {
    shown += text.slice(copied, table[row]) + REDACTED[table[row + 2]];
    copied = table[row + 1];
  }
  return shown + text.slice(copied);
}

/** What a log may show after the application's own redaction. One that throws, or gives no string, hides the URL. */
export function redactedBy(redact, shown) {
  if (redact === undefined) return shown;
  try {
    const text = redact(shown);
    return typeof text === 'string' ? text : REDACTED[0];
  } catch (error) {
    report('the function in option redact threw', error);
    return REDACTED[0];
  }
}

/** A rule as Rust reads it: a line, or a question whose answer becomes one. */
function compile(rule) {
  if (typeof rule === 'string') {
    const { origin, pathname } = new URL(rule);
    return { line: `${origin} ${pathname}` };
  }
  if (typeof rule === 'function') {
    return { asked: (url) => ask(rule, new URL(url)) };
  }
  // A copy, from its start each time: with `g` every second answer would else be wrong, and the caller's lastIndex change.
  const pattern = new RegExp(rule);
  const matches = (url) => {
    pattern.lastIndex = 0;
    return pattern.test(url.origin + url.pathname);
  };
  return { asked: matches };
}

function ask(rule, url) {
  try {
    const answer = rule(url);
    if (typeof answer !== 'object') return Boolean(answer);
    throw new TypeError('the function has to return true or false');
  } catch (error) {
    report('a function in option targets or ignore failed', error);
    return false;
  }
}
