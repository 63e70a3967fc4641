// A context: one operation's place in a trace, on its way between carriers.

import { FLAGS } from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';
import { LINEAGE_KEY } from '../record/schema.js';
import { listOf } from '../headers/list-reader.js';
import { answerTo, childOf, freshHeader, headerIn, withFlags } from '../headers/traceparent.js';

/** The tracestate header of a context; set below, where its private members can be reached. */
export let tracestateOf;
/** Whether the text of a context's tracestate has the key of our list-member in it. */
let hasLineage;

/** Contexts that were started for what is still to come: the first span in one is the operation that it names. */
export const unused = /* @__PURE__ */ new WeakSet();

let thresholdKept = (context) => context;

/** Called by ot.js when it is loaded, with what takes a threshold out of a context whose flag contradicts it. */
export function provideThresholds(keep) {
  thresholdKept = keep;
}

export class TraceContext {
  static {
    tracestateOf = (context) => (context.#tracestate === '' ? '' : context.tracestate.toString());
    hasLineage = (context) => String(context.#tracestate).includes(LINEAGE_KEY);
  }

  #header;
  #flags;
  /** Text as it came, until somebody asks for the list. */
  #tracestate;
  #origin;
  /** The trace fields that came in, whatever became of them, as text or null; for this context and all below it. */
  #received;

  constructor(header, flags, tracestate, origin, received = undefined) {
    this.#header = header;
    this.#flags = flags;
    this.#tracestate = tracestate;
    this.#origin = origin;
    this.#received = received ?? { traceparent: origin === 'continued' ? header : null, tracestate: null };
  }

  get traceId() {
    return this.#header.slice(3, 35);
  }

  get spanId() {
    return this.#header.slice(36, 52);
  }

  get traceFlags() {
    return this.#flags;
  }

  get traceparent() {
    return this.#header;
  }

  get tracestate() {
    if (typeof this.#tracestate === 'string') this.#tracestate = listOf(this.#tracestate);
    return this.#tracestate;
  }

  get origin() {
    return this.#origin;
  }

  /** The ids as a plain object. Private members are not spread, and own ones would cost every context time. */
  fields() {
    return { traceId: this.traceId, spanId: this.spanId, traceFlags: this.traceFlags };
  }

  child() {
    const child = this.#with(childOf(this.#header, this.#flags), this.#flags);
    renewLineage(child);
    return child;
  }

  /** The trace fields that came in. */
  get received() {
    return this.#received;
  }

  /** Whether one of the trace fields, as a proxy passes it on, is the one that came in. */
  hasReceived(name, text) {
    return text !== null && withoutSpace(text) === withoutSpace(this.#received[name]);
  }

  /** The same operation with its sampled flag as decided. Only for an operation that has not been sent yet. */
  withSampled(sampled) {
    const flags = pageExports().with_sampled(this.traceFlags, sampled);
    if (flags === this.traceFlags) return this;
    return thresholdKept(this.#with(withFlags(this.#header, flags), flags));
  }

  toJSON() {
    return { traceparent: this.traceparent, tracestate: tracestateOf(this), origin: this.origin };
  }

  #with(header, flags) {
    const tracestate = typeof this.#tracestate === 'string' ? this.#tracestate : listOf(this.#tracestate);
    return new TraceContext(header, flags, tracestate, this.#origin, this.#received);
  }
}

/** A header's text as hosts agree on it: they differ in the spaces around it, and between lines that they join. */
function withoutSpace(text) {
  return text?.replace(/\s/g, '');
}

/** A context of ours for one of ours, or for one of another copy of the package; for all else undefined. */
export let asContext = (value) => (value instanceof TraceContext ? value : undefined);

/** Called by other-copies.js when it is loaded. */
export function provideContexts(as) {
  asContext = as;
}

/**
 * Makes a context name its own operation in our list-member, where it is asked to or has the member already. A context
 * that is remote was read from headers.
 */
export function renewLineage(context, asked = false, isRemote = false) {
  // Most lists are never read, so the key is looked for in their text first.
  const isPresent = hasLineage(context) && context.tracestate.has(LINEAGE_KEY);
  if (!asked && !isPresent) return;
  if (pageExports().is_lineage_renewed(asked, isPresent, isRemote)) context.tracestate.set(LINEAGE_KEY, context.spanId);
}

/** The tracestate header of a context that names its operation in our list-member. */
export function lineageTracestate(context) {
  // Pages load nothing that reads lists, and have none.
  if (tracestateOf(context) === '') return `${LINEAGE_KEY}=${context.spanId}`;
  renewLineage(context, true);
  return tracestateOf(context);
}

/** A new trace. It has no tracestate: what arrived with an invalid traceparent, or with none, belongs to no trace. */
export function start(origin, received = undefined) {
  return new TraceContext(freshHeader(), pageExports().start_flags(), '', origin, received);
}

/** The context of a header that came in no request, such as one that the application made, or null when it is invalid. */
export function adopt(header, tracestate = '') {
  const answer = answerTo(header);
  return answer < 0 ? null : new TraceContext(headerIn(header, answer), answer & FLAGS, tracestate, 'continued');
}
