// Where a request goes: whether context may travel there, and what a log may say about it. Rust decides both.

import { callOption } from '../host/hook.js';
import { pageBase, pageOrigin } from '../host/host.js';
import { MAX_PATH } from '../options/origin.js';
import { redacted, redactedBelow } from '../span/redact.js';
import { IGNORED, RULE_SHIFT, TARGET } from '../wasm/codes.js';
import { pageExports, write } from '../wasm/instance.js';

/** What is reported of a function. */
const THREW = 'the function in option targets or ignore threw';
/** Characters that the lines of all rules may have together, with a break for each: a function's line has one more. */
const MAX_RULES = 16_384;

/**
 * A function from the text of a request's URL to `{href, shown, place}`, by the rules of these options: the URL as it
 * is sent, as a log may show it, and `{origin, address, port, decision, index, rule}`. To undefined where it is no URL.
 */
export function destinationsOf(caller, { targets, ignore }) {
  const rules = [...(ignore ?? []).map(compile), ...(targets ? [{ line: 'targets' }, ...targets.map(compile)] : [])];
  const fixed = rules.reduce((sum, { line }) => sum + (line?.length ?? 1) + 1, 0);
  if (fixed > MAX_RULES)
    throw new TypeError(`${caller}: options targets and ignore have more than ${MAX_RULES} characters together`);

  const decide = (url) => {
    // Not url.origin: a blob: URL has its maker's.
    const origin = `${url.protocol}//${url.host}`;
    const lines = rules.map(({ line, asked }) => line ?? asked(url));
    const path = url.pathname.slice(0, MAX_PATH);
    const text = [pageOrigin() ?? '', origin, path, ...lines].join('\n');
    const answer = pageExports().decide_target(write(text));
    const decision = answer & 0xff;
    const index = answer >> RULE_SHIFT;
    const rule = decision === TARGET ? targets[index] : decision === IGNORED ? ignore[index] : undefined;
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    return { origin, address: url.hostname, port, decision, index, rule };
  };

  // Where every rule is an origin, all URLs of an origin have the same answer.
  const isByOrigin = rules.every(({ line }) => line === 'targets' || line?.endsWith(' /'));
  let last;
  return (/** @type {string} */ text) => {
    if (isByOrigin && last !== undefined && text.startsWith(last.origin)) {
      const shown = redactedBelow(last.origin, text);
      if (shown !== undefined) return { href: text, shown, place: last };
    }
    const url = parse(text);
    last = url && decide(url);
    return url && last && { href: url.href, shown: redacted(url.href), place: last };
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

/** A rule as Rust reads it: a line, or a question whose answer becomes one. */
function compile(rule) {
  if (typeof rule === 'string') {
    const { origin, pathname } = new URL(rule);
    return { line: `${origin} ${pathname}` };
  }
  if (typeof rule === 'function')
    return { asked: (url) => callOption(THREW, () => rule(new URL(url)), answered, unanswered) };
  // A copy, from its start each time: with `g` every second answer would else be wrong, and the caller's lastIndex
  // change.
  const pattern = new RegExp(rule);
  const matches = (url) => {
    pattern.lastIndex = 0;
    return answered(pattern.test(url.origin + url.pathname));
  };
  return { asked: matches };
}

function answered(answer) {
  if (typeof answer === 'boolean') return answer ? 'y' : 'n';
  throw new TypeError('the function has to return true or false');
}

const unanswered = () => '?';
