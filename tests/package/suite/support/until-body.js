/** What the claims about `end: untilBody` share. */

import { traceFetch, untilBody } from 'tracehop';
import { lineCollector } from './lines.js';
import { recordingFetch } from './recording-fetch.js';

/** A fetch whose spans last until the body was read, around the host's own or around one that gives an answer. */
export function setUp(answer, options = {}) {
  const lines = lineCollector();
  const fetch = answer === undefined ? globalThis.fetch : recordingFetch(answer).fetch;
  return { lines, traced: traceFetch({ fetch, log: lines.log, end: untilBody, ...options }) };
}

const bytes = (text) => new TextEncoder().encode(text);

/** A body in pieces; `cancelled` gets the reasons. */
export function streamOf(pieces, cancelled = []) {
  return new ReadableStream(
    {
      pull: (controller) => (pieces.length > 0 ? controller.enqueue(bytes(pieces.shift())) : controller.close()),
      cancel: (reason) => void cancelled.push(reason),
    },
    { highWaterMark: 0 },
  );
}

/** All text of a stream. */
export async function readAll(stream) {
  const reader = stream.getReader();
  let text = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
    text += new TextDecoder().decode(value);
  return text;
}
