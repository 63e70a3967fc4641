// The page's rebuilding of a trace from its lines, whatever is missing or wrong in them.
import assert from 'node:assert/strict';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = (n) => n.toString(16).padStart(16, '0');
const at = (ms) => new Date(Date.UTC(2025, 2, 15) + ms).toISOString();

export async function checkRebuilding(tally) {
  // Imported late: it uses the package by its published name, which the started demo has linked.
  const { buildTrace, readLine } = await import('../../www/page/trace/trace.js');

  const span = (id, parent, start, duration, more = {}) => ({
    timestamp: at(start),
    level: 'info',
    message: `span ${id}`,
    service: 's',
    trace_id: traceId,
    span_id: spanId(id),
    ...(parent && { parent_id: spanId(parent) }),
    kind: 'internal',
    duration_ms: duration,
    status: 'unset',
    ...more,
  });
  const log = (id, time, more = {}) => ({
    timestamp: at(time),
    level: 'info',
    message: `log in ${id}`,
    service: 's',
    trace_id: traceId,
    span_id: spanId(id),
    ...more,
  });
  const build = (...lines) =>
    buildTrace(
      traceId,
      lines.map((line, i) => readLine(JSON.stringify(line), i)),
    );
  const shape = ({ spans }) => spans.map(({ id, depth }) => `${'.'.repeat(depth)}${parseInt(id, 16)}`).join(' ');

  await tally.check('parents come before children, siblings in order of time, whatever order lines arrived in', () => {
    const lines = [
      span(4, 2, 30, 5),
      span(3, 1, 60, 5),
      span(2, 1, 10, 40),
      span(5, 2, 20, 5),
      span(1, undefined, 0, 100),
    ];
    assert.equal(shape(build(...lines)), '1 .2 ..5 ..4 .3');
    assert.equal(shape(build(...lines.reverse())), '1 .2 ..5 ..4 .3');
  });
  await tally.check('a span whose parent is not there stands at the top, with a mark', () => {
    const trace = build(span(1, undefined, 0, 100), span(3, 9, 20, 5), span(4, 3, 21, 2));
    assert.equal(shape(trace), '1 3 .4');
    assert.deepEqual(
      trace.detached.map(({ detached }) => detached),
      ['parent'],
    );
  });
  await tally.check('parents that run in a circle end nowhere else than in a mark', () => {
    const ring = [span(1, 3, 2, 1), span(2, 1, 1, 1), span(3, 2, 0, 1), span(4, 2, 3, 1)];
    for (const lines of [[span(1, 1, 0, 5)], [span(1, 2, 0, 5), span(2, 1, 1, 5)], ring]) {
      const trace = build(...lines);
      assert.equal(trace.spans.length, lines.length);
      assert.deepEqual(
        trace.detached.map(({ detached }) => detached),
        ['loop'],
      );
    }
    assert.equal(shape(build(...ring)), '3 .1 ..2 ...4');
  });
  await tally.check('a trace deeper than the stack is rebuilt', () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => span(i + 1, i, i, 1));
    assert.equal(build(...lines).spans.at(-1).depth, 49_999);
  });
  await tally.check('a span known only by its log lines is open and begins with the first', () => {
    const trace = build(log(2, 20), log(2, 10), span(1, undefined, 0, 5));
    assert.equal(shape(trace), '1 2');
    const open = trace.spans[1];
    assert.deepEqual([open.open, open.start, open.end], [true, Date.parse(at(10)), Date.parse(at(20))]);
  });
  await tally.check('an open span that logged its traceparent stands below its caller', () => {
    const header = `00-${traceId}-${spanId(1)}-01`;
    assert.equal(shape(build(span(1, undefined, 0, 5), log(2, 3, { traceparent: header }))), '1 .2');
    assert.equal(shape(build(span(1, undefined, 0, 5), log(2, 3, { headers: { traceparent: header } }))), '1 .2');
    assert.equal(
      shape(build(span(1, undefined, 0, 5), log(2, 3, { traceparent: header.replace('4bf9', '0000') }))),
      '1 2',
    );
  });
  await tally.check('lines of one millisecond: the outer span first, a span before what it logged', () => {
    const trace = build(log(2, 0), span(2, 1, 0, 1), log(1, 0), span(1, undefined, 0, 2));
    assert.deepEqual(
      trace.lines.map(({ message }) => message),
      ['span 1', 'log in 1', 'span 2', 'log in 2'],
    );
  });
  await tally.check('a second line for the same span is kept as a line, not as a span', () => {
    const trace = build(span(1, undefined, 0, 5), span(1, undefined, 0, 7));
    assert.deepEqual([trace.spans.length, trace.lines.length, trace.spans[0].logs.length], [1, 2, 1]);
  });
  await tally.check('lines with wrong fields are lines, not spans', () => {
    for (const wrong of [
      { duration_ms: '5' },
      { duration_ms: -1 },
      { duration_ms: null },
      { timestamp: 'yesterday' },
      { timestamp: 5 },
      { span_id: spanId(1).replace('0', 'G') },
      { span_id: spanId(0) },
      { kind: 3 },
    ]) {
      const trace = build(span(7, undefined, 0, 5), span(1, undefined, 0, 5, wrong));
      assert.equal(trace.spans.filter(({ open }) => !open).length, 1, JSON.stringify(wrong));
      assert.equal(trace.lines.length, 2);
      assert.ok(Number.isFinite(trace.start) && Number.isFinite(trace.end));
    }
    const odd = build(span(1, 1, 0, 5, { parent_id: {}, service: 5, level: null, message: [], status: 'bad' }));
    assert.deepEqual(
      [odd.spans[0].service, odd.spans[0].status, odd.spans[0].parentId],
      ['unknown', 'unset', undefined],
    );
  });
  await tally.check('text that is no line of a trace is undefined', () => {
    for (const text of [
      '',
      'plain',
      '{',
      'null',
      '5',
      '[]',
      '{}',
      '{"trace_id":null}',
      `{"trace_id":"${'0'.repeat(32)}"}`,
    ]) {
      assert.equal(readLine(text, 0), undefined);
    }
  });
}
