import { parse } from 'tracehop/tracestate';

const update = (list) => parse(list).set('shop', 'checkout').toString();

export const ops = {
  tracestate_3: (list) => update(list),
  tracestate_32: (list) => update(list),
};
