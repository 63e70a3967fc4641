/** Runs a block as the script of a page in Chromium. It has to send its trace and write what it did. */

import { equal, match } from '../../package/suite/support/assert.js';
import { VALID } from '../../package/suite/support/examples.js';
import { readLine } from '../../package/suite/support/lines.js';
import { visit } from './visit.mjs';

export async function runAsPage(block, folder, name) {
  const isClient = (line) => line.kind === 'client';
  const linesOf = (texts) => texts.filter((text) => text.startsWith('{')).map(readLine);
  const { texts, errors, sent } = await visit(block, folder, name, {
    until: ({ texts }) => linesOf(texts).some(isClient),
  });
  const spans = linesOf(texts).filter(isClient);
  equal(errors.join('\n'), '', 'errors on the console');
  equal(spans.length > 0, true, 'a client span line on the console');
  const carried = sent.map((headers) => headers.traceparent).filter((value) => value !== undefined);
  equal(carried.length > 0, true, 'a request with a traceparent');
  for (const value of carried) match(value, VALID);
  for (const { trace_id, span_id } of spans) {
    equal(
      carried.some((value) => value.startsWith(`00-${trace_id}-${span_id}-`)),
      true,
      `the header of span ${span_id}`,
    );
  }
}
