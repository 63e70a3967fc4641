// How long bodies are, as far as headers say: a body is never read for it.

import { attempt } from '../host/json.js';

/**
 * Content-Length, and what a number keeps whole. [RFC 9110, 8.6](https://www.rfc-editor.org/rfc/rfc9110#section-8.6)
 */
const LENGTH = /^\d{1,15}$/;

/** Adds `http.request.body.size` or `http.response.body.size` to a span, given which of them it is and the message. */
export function bodySizes(span, side, message) {
  // An answer to HEAD, and a 304, say how long another one's body would have been. Browsers give the first an empty
  // one.
  if (side === 'response' && (span.name === 'HEAD' || attempt(() => message.body, undefined) === null)) return;
  // Headers that cannot be read are for fetch to refuse.
  const length = attempt(() => new Headers(message.headers).get('content-length'), null);
  if (LENGTH.test(length)) span.setAttribute(`http.${side}.body.size`, Number(length));
}
