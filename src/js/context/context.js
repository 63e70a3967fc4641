// A context: one operation's place in a trace, on its way between carriers.

import { ready } from '../wasm/instance.js';
import { listOf } from './list-reader.js';
import { LINEAGE_KEY } from '../record/schema.js';
import { make, parse, withFlags } from '../headers/traceparent.js';

/** The tracestate header of a context; set below, where its private members can be reached. */
export let tracestateOf;

let thresholdKept = (context) => context;

/** Said by src/js/context/ot.js when it is loaded: what takes out of a context whose flag has changed a threshold that contradicts it. */
export function provideThresholds(keep) {
  thresholdKept = keep;
}

export class TraceContext {
  static {
    tracestateOf = (context) => (context.#tracestate === '' ? '' : context.tracestate.toString());
  }

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
    if (typeof this.#tracestate === 'string') this.#tracestate = listOf(this.#tracestate);
    return this.#tracestate;
  }

  get origin() {
    return this.#origin;
  }

  child() {
    const child = new TraceContext(this.#traceparent.child(), this.#copyOfTracestate(), this.#origin, this.#received);
    // Most lists are never read, so it is looked for in their text first.
    if (String(this.#tracestate).includes(LINEAGE_KEY) && child.tracestate.has(LINEAGE_KEY)) nameLast(child);
    return child;
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
    return thresholdKept(new TraceContext(traceparent, this.#copyOfTracestate(), this.#origin, this.#received));
  }

  toJSON() {
    return { traceparent: this.traceparent, tracestate: tracestateOf(this), origin: this.origin };
  }

  #copyOfTracestate() {
    return typeof this.#tracestate === 'string' ? this.#tracestate : listOf(this.#tracestate);
  }
}

/** Makes a context name its own operation in our list-member. Its children then do the same. */
export function nameLast({ tracestate, spanId }) {
  tracestate.set(LINEAGE_KEY, spanId);
}

/** The tracestate header of a context that names its operation in our list-member. */
export function namedTracestate(context) {
  // Pages load nothing that reads lists, and have none.
  if (tracestateOf(context) === '') return `${LINEAGE_KEY}=${context.spanId}`;
  nameLast(context);
  return tracestateOf(context);
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
