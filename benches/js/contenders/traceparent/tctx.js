import { make, parse } from 'tctx/traceparent';

export const read = parse;

export const ops = {
  make: () => make(),
  make_string: () => make().toString(),
  parse_valid: (header) => parse(header),
  parse_invalid: (header) => parse(header),
  child: (parent) => parent.child(),
  child_string: (parent) => parent.child().toString(),
  hop: (header) => parse(header).child().toString(),
  to_string: (parent) => parent.toString(),
};
