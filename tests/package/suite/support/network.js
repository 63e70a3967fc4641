/** Talking to the echo server that the runner starts. */

import { equal, match } from './assert.js';
import { VALID } from './examples.js';

/** What the echo server received: method, url, body, and every header line as it came. */
export async function echoed(response) {
  equal(response.status, 200, 'status of the echo');
  const { method, url, headers, body } = await response.json();
  const values = (name) => headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  return {
    method,
    url,
    body,
    /** The only line of that name, or undefined. */
    header(name) {
      const found = values(name);
      equal(found.length < 2, true, `lines of ${name} (${found.join(' | ')})`);
      return found[0];
    },
    /** The name of the line as it stood on the wire. */
    spelled: (name) => headers.map(([key]) => key).find((key) => key.toLowerCase() === name),
  };
}

/** The one valid traceparent that was sent. */
export function sentTraceparent(request) {
  const value = request.header('traceparent');
  match(value, VALID, 'traceparent that was sent');
  return value;
}
