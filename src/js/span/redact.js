// What a line may show of a URL. Rust finds the secrets.

import { callOption } from '../host/hook.js';
import { REDACTED } from '../record/schema.js';
import { MAX_URL } from '../wasm/codes.js';
import { pageExports, table, write, writeUnits } from '../wasm/instance.js';

/** A URL without its secrets. */
export function redacted(href) {
  const text = href.slice(0, MAX_URL);
  const shown = without(text, pageExports().redact_url(writeUnits(text)));
  return text.length < href.length ? `${shown}…` : shown;
}

/**
 * The same for a text that is a URL of this origin as a URL parser would write it; undefined where the parser has to be
 * asked.
 */
export function redactedBelow(origin, text) {
  if (text.length > MAX_URL) return undefined;
  const count = pageExports().redact_url_below(origin.length, write(text));
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

/** What a line may show after the application's own redaction. One that fails, or gives no string, hides the URL. */
export function redactedBy(redact, shown) {
  if (redact === undefined) return shown;
  const text = (answer) => (typeof answer === 'string' ? answer : REDACTED[0]);
  return callOption(
    'the function in option redact threw',
    () => redact(shown),
    text,
    () => REDACTED[0],
  );
}
