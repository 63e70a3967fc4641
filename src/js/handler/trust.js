// Whose trace is continued: everybody's, nobody's, or that of callers who know a secret or whom a function accepts.

import { edgeExports } from '../wasm/edge.js';
import { callOption, yesOrNo } from '../host/hook.js';
import { write } from '../wasm/instance.js';

/** Field names, by RFC 9110. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** 16 to 256 characters: what is shorter can be guessed. No space, which hosts take off at the ends of a field. */
const SECRET = /^[!-~]{16,256}$/;

/** Whether an option is one of the ways to trust. */
export function isTrust(value) {
  if (value === 'accept' || value === 'restart' || typeof value === 'function') return true;
  const { secretHeader, secret, ...others } = Object(value);
  return TOKEN.test(textOf(secretHeader)) && SECRET.test(textOf(secret)) && Object.keys(others).length === 0;
}

/** Gives `(request, original) => boolean`. The application is asked about `original`. */
export function trusting(trust) {
  if (typeof trust === 'string') return () => trust === 'accept';
  if (typeof trust === 'function') return (request, original) => isAccepted(trust, original);
  const { secretHeader, secret } = trust;
  return ({ headers }) =>
    edgeExports().is_secret(secret.length, write(secret + textOf(headers.get(secretHeader)))) !== 0;
}

function isAccepted(trust, request) {
  const what = 'the function in option trust failed, so the trace was restarted';
  return callOption(
    what,
    () => trust(request),
    yesOrNo,
    () => false,
  );
}

/** A text as it is; of anything else, one that is neither a name nor a secret. */
function textOf(value) {
  return typeof value === 'string' ? value : '';
}
