/** Whether headers that left are those of a vector of the processing model. */

import { equal, match } from './assert.js';
import { VALID } from './examples.js';

/**
 * `*` in the vector's traceparent is an id that is new: no text that came has it.
 *
 * @param sent the values of `traceparent` and `tracestate`, undefined for a header that did not leave.
 */
export function checkSent(vector, sent, what) {
  const { traceparent: pattern, tracestate } = vector.sent;
  match(sent.traceparent, VALID, what);
  const came = vector.headers.map(([, value]) => value.toLowerCase()).join();
  const parts = sent.traceparent.split('-');
  const shown = pattern
    .split('-')
    .map((part, index) => (part === '*' && !came.includes(parts[index]) ? '*' : parts[index]));
  equal(shown.join('-'), pattern, `${what}: ${sent.traceparent}`);
  equal(sent.tracestate, tracestate, what);
}
