// A context: one operation's place in a trace, on its way between carriers.

import { readHeaders, writeHeader } from './carrier.js';
import { survive } from './host.js';
import { ready, write } from './instance.js';
import { accept, make, parse, withFlags } from './traceparent.js';
import { Tracestate, parse as parseTracestate } from './tracestate.js';

/** What receive_traceparent returns instead of a header to continue. */
const RESTARTED = -2;

export class TraceContext {
  #traceparent;
  /** Text as it came, until somebody asks for the list. */
  #tracestate;
  #origin;
  /** The header that was received, for this context and all below it. */
  #received;

  constructor(traceparent, tracestate, origin, received = origin === 'continued' ? traceparent.toString() : undefined) {
    this.#traceparent = traceparent;
    this.#tracestate = tracestate;
    this.#origin = origin;
    this.#received = received;
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
    return new TraceContext(this.#traceparent.child(), this.#copyOfTracestate(), this.#origin, this.#received);
  }

  /** Whether a header, as a proxy passes it on, is the one that this context continues. */
  continues(header) {
    return this.#received !== undefined && parse(header)?.toString() === this.#received;
  }

  /** The same operation with its sampled flag as decided. Only for an operation that has not been sent yet. */
  withSampled(sampled) {
    const flags = ready().with_sampled(this.traceFlags, sampled);
    if (flags === this.traceFlags) return this;
    const traceparent = withFlags(this.#traceparent, flags);
    return new TraceContext(traceparent, this.#copyOfTracestate(), this.#origin, this.#received);
  }

  toJSON() {
    return { traceparent: this.traceparent, tracestate: String(this.tracestate), origin: this.origin };
  }

  #copyOfTracestate() {
    return typeof this.#tracestate === 'string' ? this.#tracestate : new Tracestate(this.#tracestate);
  }
}

export function extract(carrier) {
  try {
    return receive(carrier, true);
  } catch (error) {
    survive(error);
    throw error;
  }
}

/** What follows from what a carrier has, and from whether its sender is trusted. */
export function receive(carrier, trusted) {
  const [traceparent, tracestate] = readHeaders(carrier);
  const isPresent = traceparent !== null;
  const answer = ready().receive_traceparent(isPresent, trusted, isPresent ? write(traceparent) : 0);
  if (answer < 0) return start(answer === RESTARTED ? 'restarted' : 'started');
  return new TraceContext(accept(traceparent, answer), tracestate ?? '', 'continued');
}

export function inject(context, carrier) {
  if (!(context instanceof TraceContext)) {
    throw new TypeError('inject: the context must be a TraceContext, as extract and getTraceContext give');
  }
  writeHeader(carrier, 'traceparent', context.traceparent);
  writeHeader(carrier, 'tracestate', context.tracestate.toString());
}

/** A new trace. It has no tracestate: what arrived with an invalid traceparent, or with none, belongs to no trace. */
export function start(origin) {
  return new TraceContext(make(), '', origin);
}

/** The context of a header that the application made itself, or null when it is invalid. */
export function adopt(header) {
  const traceparent = parse(header);
  return traceparent && new TraceContext(traceparent, '', 'continued');
}
