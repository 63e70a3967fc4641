import { extract, getActiveSpan, getTraceContext, runWithTrace } from 'tracehop';
import { deepEqual, equal, throws, rejects } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, PARENT_ID, TRACE_ID } from '../support/examples.js';

const claim = about('runWithTrace');

const context = () => extract({ traceparent: HEADER, tracestate: 'vendor=x' });
const pause = (ms = 1) => new Promise((resolve) => setTimeout(resolve, ms));

claim('the context is ambient inside and gone outside', () => {
  const given = context();
  equal(getTraceContext(), undefined);
  const inside = runWithTrace(given, () => getTraceContext());
  equal(inside.traceId, TRACE_ID);
  equal(inside.spanId, given.spanId);
  equal(String(inside.tracestate), 'vendor=x');
  equal(getTraceContext(), undefined);
});

claim('a context is not a span', () => {
  equal(
    runWithTrace(context(), () => getActiveSpan()),
    undefined,
  );
});

claim('the inner context hides the outer one and gives it back', () => {
  const [outer, inner] = [context().child(), context().child()];
  const seen = runWithTrace(outer, () => [
    getTraceContext().spanId,
    runWithTrace(inner, () => getTraceContext().spanId),
    getTraceContext().spanId,
  ]);
  deepEqual(seen, [outer.spanId, inner.spanId, outer.spanId]);
});

claim('gives what fn gives, and throws what fn throws', async () => {
  const value = {};
  equal(
    runWithTrace(context(), () => value),
    value,
  );
  const error = new Error('thrown');
  throws(
    () =>
      runWithTrace(context(), () => {
        throw error;
      }),
    error,
  );
  equal(getTraceContext(), undefined);
  const promise = Promise.resolve(value);
  equal(
    runWithTrace(context(), () => promise),
    promise,
    'the promise itself',
  );
  await rejects(
    runWithTrace(context(), async () => {
      throw error;
    }),
    error,
  );
});

claim('lasts through every await where the host has AsyncLocalStorage, until fn returns elsewhere', async (host) => {
  const seen = [];
  await runWithTrace(context(), async () => {
    const look = () => seen.push(getTraceContext()?.traceId);
    await pause();
    look();
    await Promise.resolve();
    look();
    await new Promise((resolve) => queueMicrotask(resolve));
    look();
    await fetch(`${host.echo}/echo`).then((response) => response.text());
    look();
  });
  deepEqual(seen, new Array(4).fill(host.ambient ? TRACE_ID : undefined));
  equal(getTraceContext(), undefined);
});

claim('interleaved requests never see each other', async (host) => {
  let mixed = 0;
  const request = async (delay) => {
    const own = extract({});
    await runWithTrace(own, async () => {
      for (let step = 0; step < 5; step++) {
        if (step === 0 && getTraceContext()?.traceId !== own.traceId) mixed++;
        await pause(delay);
        if (getTraceContext()?.traceId !== (host.ambient ? own.traceId : undefined)) mixed++;
      }
    });
  };
  await Promise.all(Array.from({ length: 200 }, (_, index) => request(index % 7)));
  equal(mixed, 0);
});

claim('what is no context, or no function, is a TypeError, and fn is not run', () => {
  let ran = 0;
  for (const wrong of [null, undefined, 5, 'text', {}, HEADER]) {
    throws(() => runWithTrace(wrong, () => ran++), TypeError, JSON.stringify(wrong));
  }
  for (const wrong of [null, undefined, 5, 'text', {}]) throws(() => runWithTrace(context(), wrong), TypeError);
  equal(ran, 0);
  equal(getTraceContext(), undefined);
});

claim('the fields of a context are its ids, as data of their own', () => {
  const context = extract({ traceparent: HEADER });
  const fields = context.fields();
  deepEqual(fields, { traceId: TRACE_ID, spanId: PARENT_ID, traceFlags: 1 });
  fields.traceId = 'changed';
  equal(context.traceId, TRACE_ID);
  deepEqual(Object.keys({ ...context.child().fields() }), ['traceId', 'spanId', 'traceFlags']);
});
