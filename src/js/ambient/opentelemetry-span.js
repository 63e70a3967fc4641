// A span of ours as OpenTelemetry sees it: the parent of its spans.

import { tracestateOf } from '../context/context.js';

const operations = /* @__PURE__ */ new WeakMap();

/** The operation of a span that `spanOf` made; undefined for any other one. */
export function operationOfOurs(span) {
  return operations.get(span);
}

/**
 * A span with our ids. What an application notes on the active span, it notes on the one of OpenTelemetry around ours,
 * as it would without us.
 */
export function spanOf(context, around) {
  const span = new OurSpan(context, around);
  operations.set(span, { context, parentId: undefined, isServer: false, isOurs: true });
  return span;
}

class OurSpan {
  #context;
  #around;

  constructor(context, around) {
    this.#context = context;
    this.#around = around;
  }

  spanContext() {
    const { traceId, spanId, traceFlags } = this.#context;
    const tracestate = tracestateOf(this.#context);
    // Remote: no exporter of theirs has this span.
    return { traceId, spanId, traceFlags, isRemote: true, traceState: tracestate ? stateOf(this.#context) : undefined };
  }

  isRecording() {
    return this.#around?.isRecording() ?? false;
  }

  setAttribute(...args) {
    return this.#pass('setAttribute', args);
  }

  setAttributes(...args) {
    return this.#pass('setAttributes', args);
  }

  addEvent(...args) {
    return this.#pass('addEvent', args);
  }

  addLink(...args) {
    return this.#pass('addLink', args);
  }

  addLinks(...args) {
    return this.#pass('addLinks', args);
  }

  setStatus(...args) {
    return this.#pass('setStatus', args);
  }

  updateName(...args) {
    return this.#pass('updateName', args);
  }

  recordException(...args) {
    return this.#pass('recordException', args);
  }

  end(...args) {
    this.#pass('end', args);
  }

  #pass(name, args) {
    this.#around?.[name]?.(...args);
    return this;
  }
}

/** A list as OpenTelemetry's TraceState, which never changes: a change gives another list. */
function stateOf(context) {
  const of = (list) => ({
    get: (key) => list.get(key),
    set: (key, value) => of(new list.constructor(list).set(key, value)),
    unset(key) {
      const rest = new list.constructor(list);
      rest.delete(key);
      return of(rest);
    },
    serialize: () => list.toString(),
  });
  return of(context.tracestate);
}
