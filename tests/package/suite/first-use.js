import { extract, getTraceContext, runWithTrace } from 'tracehop';
import { equal } from './assert.js';
import { about } from './claims.js';
import { HEADER, TRACE_ID } from './examples.js';

const claim = about('first use');

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
