import { hop, make, parse } from 'tracehop/traceparent';

export const read = parse;

export const ops = {
  make: () => make(),
  make_string: () => make().toString(),
  parse_valid: (header) => parse(header),
  parse_invalid: (header) => parse(header),
  child: (parent) => parent.child(),
  child_string: (parent) => parent.child().toString(),
  hop: (header) => hop(header),
  to_string: (parent) => parent.toString(),
};
