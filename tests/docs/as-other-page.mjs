/** Runs a block as the script of a page that does without the package. The header that it is about has to leave. */

import { equal } from '../package/suite/support/assert.js';
import { visit } from './readme/visit.mjs';

export async function runAsOtherPage(block, folder, name) {
  const { argument = 'traceparent' } = block;
  const carries = (headers) => headers[argument] !== undefined;
  const { errors, sent } = await visit(block, folder, name, { until: ({ sent }) => sent.some(carries) });
  equal(errors.join('\n'), '', 'errors on the console');
  equal(sent.some(carries), true, `a request with ${argument}`);
}
