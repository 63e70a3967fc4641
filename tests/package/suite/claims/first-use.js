import { extract, getTraceContext, runWithTrace } from 'tracehop';
import { make, parse } from 'tracehop/traceparent';
import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, TRACE_ID } from '../support/examples.js';

const claim = about('first use');

claim('the host is asked for random bytes when the first id is needed, and not before', () => {
  let bytes = 0;
  const { getRandomValues } = crypto;
  crypto.getRandomValues = (array) => {
    bytes += array.byteLength;
    return Reflect.apply(getRandomValues, crypto, [array]);
  };
  try {
    equal(String(parse(HEADER)), HEADER);
    equal(extract({ traceparent: HEADER, tracestate: 'vendor=x' }).traceparent, HEADER);
    equal(bytes, 0, 'before an id is needed');
    // As many as no reserve is: each header has 24 bytes of its own.
    for (let n = 0; n < 1000; n++) make();
    equal(bytes >= 24_000, true, `${bytes} bytes for 1,000 headers`);
  } finally {
    crypto.getRandomValues = getRandomValues;
  }
});

// Where AsyncLocalStorage comes by a dynamic import, the first call could be the one that is too early.
claim('the very first runWithTrace of an instance lasts as long as every later one', async (host) => {
  const context = extract({ traceparent: HEADER });
  const seen = [];
  await runWithTrace(context, async () => {
    seen.push(getTraceContext()?.traceId);
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push(getTraceContext()?.traceId);
  });
  equal(seen[0], TRACE_ID, 'before the await');
  equal(seen[1], host.ambient ? TRACE_ID : undefined, 'after the await');
});
