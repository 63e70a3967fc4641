// A context: one operation's place in a trace, on its way between carriers.

import { readFields, writeField } from './carrier.js';
import { ready, wasm, write } from './instance.js';
import { accept, make } from './traceparent.js';
import { Tracestate, parse as parseTracestate } from './tracestate.js';

/** What receive_traceparent returns instead of a header to continue. */
const RESTARTED = -2;

export class TraceContext {
  #traceparent;
  /** Text as it came, until somebody asks for the list. */
  #tracestate;
  #origin;

  constructor(traceparent, tracestate, origin) {
    this.#traceparent = traceparent;
    this.#tracestate = tracestate;
    this.#origin = origin;
  }

  get traceId() {
    return this.#traceparent.trace_id;
  }

  get spanId() {
    return this.#traceparent.parent_id;
  }

  get traceFlags() {
    return this.#traceparent.flags;
  }

  get traceparent() {
    return this.#traceparent.toString();
  }

  get tracestate() {
    if (typeof this.#tracestate === 'string') this.#tracestate = parseTracestate(this.#tracestate);
    return this.#tracestate;
  }

  get origin() {
    return this.#origin;
  }

  child() {
    return new TraceContext(this.#traceparent.child(), this.#copyOfTracestate(), this.#origin);
  }

  toJSON() {
    return { traceparent: this.traceparent, tracestate: String(this.tracestate), origin: this.origin };
  }

  #copyOfTracestate() {
    return typeof this.#tracestate === 'string' ? this.#tracestate : new Tracestate(this.#tracestate);
  }
}

export function extract(carrier) {
  return receive(carrier, true);
}

/** What follows from what a carrier has, and from whether its sender is trusted. */
export function receive(carrier, trusted) {
  const [traceparent, tracestate] = readFields(carrier, 'traceparent', 'tracestate');
  const isPresent = traceparent !== null;
  const answer = ready().receive_traceparent(isPresent, trusted, isPresent ? write(traceparent) : 0);
  if (answer < 0) return start(answer === RESTARTED ? 'restarted' : 'started');
  return new TraceContext(accept(traceparent, answer), tracestate ?? '', 'continued');
}

export function inject(context, carrier) {
  if (!(context instanceof TraceContext)) {
    throw new TypeError('inject: the context must be a TraceContext, as extract and getTraceContext give');
  }
  writeField(carrier, 'traceparent', context.traceparent);
  writeField(carrier, 'tracestate', context.tracestate.toString());
}

/** A new trace. It has no tracestate: what arrived with an invalid traceparent, or with none, belongs to no trace. */
export function start(origin) {
  return new TraceContext(make(), '', origin);
}

/** The context of a header that the application made itself, or null when it is invalid. */
export function adopt(header, tracestate) {
  const length = write(header);
  const traceparent = accept(header, wasm.parse_traceparent(length));
  return traceparent && new TraceContext(traceparent, tracestate, 'continued');
}

/** The same operation with the sampled flag as decided. Only for an operation that has not been sent yet. */
export function withSampled(context, sampled) {
  const flags = ready().with_sampled(context.traceFlags, sampled);
  if (flags === context.traceFlags) return context;
  const header = context.traceparent.slice(0, -1) + flags;
  const { tracestate, origin } = context;
  return new TraceContext(accept(header, wasm.parse_traceparent(write(header))), tracestate, origin);
}
