// Code in the shape of programs written for tctx.

import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { equals, type Same } from './same.js';

export function entry(request: Request): { parent: traceparent.Traceparent; state: tracestate.Tracestate } {
  const parent = traceparent.parse(request.headers.get('traceparent')) ?? traceparent.make();
  const state = tracestate.parse(request.headers.get('tracestate'));
  if (Math.random() < 0.9) traceparent.unsample(parent);
  return { parent, state: state.set('shop', 'checkout').set('cart', 3) };
}

const parent = traceparent.make();
equals<Same<typeof parent, traceparent.Traceparent>>(true);
equals<Same<ReturnType<typeof traceparent.parse>, traceparent.Traceparent | null>>(true);
equals<Same<ReturnType<typeof traceparent.hop>, string | null>>(true);
parent.flags = parent.flags & ~traceparent.FLAG_SAMPLE;
equals<Same<typeof traceparent.FLAG_SAMPLE, 1>>(true);
equals<Same<typeof traceparent.FLAG_RANDOM, 2>>(true);
traceparent.sample(parent);
export const header: string = String(parent.child()) + parent.toString() + parent.toJSON();
export const decided: boolean =
  traceparent.is_sampled(parent) && traceparent.is_random(parent) && traceparent.is_randomed(parent);
traceparent.parse(undefined);
traceparent.hop(null);

const state = tracestate.make({ vendor: 'a', number: 1 });
tracestate.make(new Map([['vendor', 'a']]));
tracestate.make([
  ['vendor', 'a'],
  ['number', 1],
]);
tracestate.make(new tracestate.Tracestate(state));
for (const [key, value] of state) {
  equals<Same<typeof key, string>>(true);
  equals<Same<typeof value, string>>(true);
}
state.forEach((value, key, whole) => void whole.set(key, value));
export const list: [string, string][] = [...state.entries()];
export const keys: string[] = Array.from(state.keys()).concat(...state.values());
export const found: string | undefined = state.get('vendor');
export const gone: boolean = state.delete('vendor') || state.has('vendor') || state.size > 0;
state.clear();
export const queued = JSON.stringify({ parent, state });

// @ts-expect-error may be null
traceparent.parse('x').child();
// @ts-expect-error a header is a text
traceparent.parse(5);
// @ts-expect-error ids do not change
parent.trace_id = 'x';
// @ts-expect-error ids do not change
parent.parent_id = 'x';
// @ts-expect-error make takes nothing
traceparent.make('00');
// @ts-expect-error a header is no traceparent
traceparent.sample('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
// @ts-expect-error the size is what it is
state.size = 3;
// @ts-expect-error a key is a text
state.set(5, 'x');
// @ts-expect-error pairs have two parts
tracestate.make([['vendor']]);
