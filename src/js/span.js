// Spans: one timed operation each, and one line when it ends.

import { start } from './context.js';
import { isEnabled } from './enabled.js';
import { report, tick, wallClock } from './host.js';
import { errorType } from './http.js';
import { ready } from './instance.js';
import { attempt, textOf } from './json.js';
import { fieldsOf, timingText, writeLine } from './line.js';
import { sampledBy } from './sampler.js';
import { STATUSES } from './schema.js';
import { scope } from './scope.js';
import { closed, opened } from './unfinished.js';

/** Bits of an outcome that are the status's index. */
const STATUS = 3;

/** Ends a span as the rules say, unless the application has said how it ended. Set below, beside what it needs. */
let conclude;
/** Ends a span whose end nobody will see. */
export let interrupt;

export class Span {
  static {
    conclude = (span, outcome) => {
      span.#status ??= STATUSES[outcome & STATUS];
      span.end();
    };
    interrupt = (span) => {
      span.#isUnfinished = true;
      span.end();
    };
  }

  #settings;
  #attributes;
  #status;
  #wallStart = wallClock();
  #start = tick();
  #ended = false;
  #isUnfinished = false;

  /**
   * `settings`: name, kind, context, parentId, service, log, text of links, and `late(status, durationMs)`, which gives the text by
   * which an operation is written that is not sampled, or undefined. Without a context, on a host that cannot trace, no line is
   * written. The attributes are the span's own from here on.
   */
  constructor(settings, attributes = {}) {
    this.#settings = settings;
    this.#attributes = attributes;
    opened(this, interrupt);
  }

  get name() {
    return this.#settings.name;
  }

  get kind() {
    return this.#settings.kind;
  }

  get context() {
    return this.#settings.context;
  }

  get parentId() {
    return this.#settings.parentId;
  }

  setAttribute(key, value) {
    const name = textOf(key);
    if (name === '__proto__') Object.defineProperty(this.#attributes, name, { value, enumerable: true, configurable: true, writable: true });
    else this.#attributes[name] = value;
    return this;
  }

  setAttributes(attributes) {
    const fields = fieldsOf(attributes);
    const keys = attempt(() => Object.keys(fields));
    for (const key of Array.isArray(keys) ? keys : []) this.setAttribute(key, attempt(() => fields[key]));
    return this;
  }

  setStatus(status) {
    if (STATUSES.includes(status)) this.#status = status;
    else report('setStatus', new TypeError(`a status is ${STATUSES.join(', ')}`));
    return this;
  }

  recordError(error) {
    return this.setStatus('error').setAttribute('error.type', errorType(error));
  }

  end() {
    if (this.#ended) return;
    this.#ended = true;
    closed(this);
    const { name, kind, context, parentId, service, log, links = '', late } = this.#settings;
    try {
      if (context === undefined || !isEnabled()) return;
      const durationMs = ready().duration_ms(this.#start, tick());
      const status = this.#status ?? STATUSES[0];
      const mark = ready().is_sampled(context.traceFlags) ? '' : late?.(status, durationMs);
      if (mark === undefined) return;
      const timing = timingText(kind, durationMs, status, this.#isUnfinished) + mark + links;
      const record = { time: this.#wallStart, level: 'info', message: name, service, context, parentId, timing };
      writeLine(log, record, [this.#attributes]);
    } catch (error) {
      report('a span could not be ended', error);
    }
  }
}

/** A span below `parent`, or below nothing: then it starts a trace and the sampler is asked. */
export function openSpan({ name, kind, parent, sampler, service = scope()?.service, log = scope()?.log }, attributes) {
  return new Span({ name, kind, context: openContext(parent, sampler), parentId: parent?.spanId, service, log }, attributes);
}

/** The context of a new span; undefined where tracing is off or cannot work. */
export function openContext(parent, sampler) {
  if (!isEnabled()) return undefined;
  try {
    return parent ? parent.child() : startSampled(sampler);
  } catch (error) {
    report('tracing is off', error);
    return undefined;
  }
}

/** A new trace, with the sampler's decision. */
function startSampled(sampler) {
  const context = start('started');
  return sampledBy(sampler, context, context);
}

/**
 * Ends a span whatever happens: an application's result never gets lost because tracing is broken. Without an outcome it stays
 * open.
 */
export function settle(span, outcomeOf) {
  if (span.context === undefined) return;
  try {
    const outcome = outcomeOf();
    if (outcome !== undefined) conclude(span, outcome);
  } catch (error) {
    report('a span could not be ended', error);
  }
}
