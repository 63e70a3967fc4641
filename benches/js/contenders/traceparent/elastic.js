// Elastic's package. It has no parse that refuses: what is invalid starts a new trace, so `parse_invalid` is that.
import TraceParent from 'traceparent';

const always = { transactionSampleRate: 1 };

export const read = (header) => TraceParent.fromString(header);

export const ops = {
  make: () => TraceParent.startOrResume(null, always),
  make_string: () => TraceParent.startOrResume(null, always).toString(),
  parse_valid: (header) => TraceParent.fromString(header),
  parse_invalid: (header) => TraceParent.startOrResume(header, always),
  child: (parent) => parent.child(),
  child_string: (parent) => parent.child().toString(),
  hop: (header) => TraceParent.startOrResume(header, always).toString(),
  to_string: (parent) => parent.toString(),
};
