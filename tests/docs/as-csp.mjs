/**
 * Opens a page in Chromium under the policy that a block states. Its calls have to be traced under it, or to go out all
 * the same.
 */

import { equal, match } from '../package/suite/support/assert.js';
import { VALID } from '../package/suite/support/examples.js';
import { visit } from './readme/visit.mjs';

const PAGE = `import { traceFetch } from 'tracehop';
const fetch = traceFetch({ service: 'shop' });
for (const path of ['/api/items', '/api/prices']) {
  const { ok } = await fetch(path);
  console.log('the page got', ok);
}
`;
const GOT = 'the page got true';

export async function runUnderPolicy(block, folder, name) {
  const { texts, errors, sent } = await visitUnder(block, folder, name);
  equal(errors.join('\n'), '', 'errors on the console');
  equal(texts.filter((text) => text === GOT).length, 2, 'answers');
  for (const { traceparent } of sent) match(traceparent, VALID);
}

export async function runUnderPolicyUntraced(block, folder, name) {
  const { texts, errors, sent } = await visitUnder(block, folder, name);
  // Chromium itself says that it refused.
  equal(errors.filter((text) => !text.includes('Content Security Policy')).join('\n'), '', 'errors on the console');
  equal(texts.filter((text) => text === GOT).length, 2, 'answers');
  equal(texts.filter((text) => text.startsWith('tracehop: tracing is off')).length, 1, 'warnings');
  equal(
    sent.some((headers) => 'traceparent' in headers),
    false,
    'a traceparent left',
  );
}

function visitUnder({ code }, folder, name) {
  const [, csp] = /^Content-Security-Policy: (.+)$/.exec(code.trim()) ?? [];
  if (csp === undefined) throw new Error('the block is no line Content-Security-Policy: ...');
  const until = ({ texts }) => texts.filter((text) => text === GOT).length === 2;
  return visit({ code: PAGE, language: 'js' }, folder, name, { until, csp });
}
