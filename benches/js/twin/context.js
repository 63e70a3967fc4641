// A context and its way into and out of headers, by the rules and with the tricks of tracehop, in JavaScript alone.

import { make, parse } from './traceparent.js';
import { parse as parseTracestate } from './tracestate.js';

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
    return new TraceContext(this.#traceparent.child(), this.#tracestate, this.#origin);
  }
}

export function extract(carrier) {
  const received = field(carrier, 'traceparent');
  const traceparent = parse(received);
  if (traceparent === null) return new TraceContext(make(), '', received === null ? 'started' : 'restarted');
  return new TraceContext(traceparent, field(carrier, 'tracestate') ?? '', 'continued');
}

export function inject(context, carrier) {
  carrier.set('traceparent', context.traceparent);
  const tracestate = context.tracestate.toString();
  if (tracestate !== '') carrier.set('tracestate', tracestate);
  else carrier.delete('tracestate');
}

function field(carrier, name) {
  return (typeof carrier.get === 'function' ? carrier.get(name) : carrier[name]) ?? null;
}
