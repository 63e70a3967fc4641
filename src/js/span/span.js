// Spans: one timed operation each, and one line when it ends.

import { start } from '../context/context.js';
import { isEnabled } from '../ambient/enabled.js';
import { report, tick, wallClock } from '../host/host.js';
import { errorType } from './outcome.js';
import { ready } from '../wasm/instance.js';
import { attempt, textOf } from '../host/json.js';
import { fieldsOf, writeLine } from '../lines/line.js';
import { sampledBy } from '../sampling/sampler.js';
import { STATUSES } from '../record/schema.js';
import { outputOf, scope } from '../ambient/scope.js';
import { spans } from '../record/stats.js';
import { closed, opened } from './unfinished.js';

/** Bits of an outcome that are the status's index. */
const STATUS = 3;

/** Ends a span as the rules say, unless the application has said how it ended. Set below, beside what it needs. */
let conclude;
/** Ends a span whose end nobody will see. */
export let interrupt;
/** Ends a span that has come to nothing. */
let abandon;

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
    abandon = (span) => span.#finish(() => 'failed');
  }

  #settings;
  #attributes;
  #status;
  #wallStart = wallClock();
  #start = tick();
  #ended = false;
  #isUnfinished = false;
  #held;

  /**
   * `settings`: name, kind, context, parentId, service, log, dialect, text of links, and `late(status, durationMs)`, which gives the
   * text by which an operation is written that is not sampled, or undefined. Without a context, on a host that cannot trace, no line
   * is written. The attributes are the span's own from here on; `held` holds lines back until it ends.
   */
  constructor(settings, attributes = {}, held = undefined) {
    this.#settings = settings;
    this.#attributes = attributes;
    this.#held = held;
    spans.created++;
    spans.open++;
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
    if (name === '__proto__')
      Object.defineProperty(this.#attributes, name, { value, enumerable: true, configurable: true, writable: true });
    else this.#attributes[name] = value;
    return this;
  }

  setAttributes(attributes) {
    const fields = fieldsOf(attributes);
    const keys = attempt(() => Object.keys(fields));
    for (const key of Array.isArray(keys) ? keys : [])
      this.setAttribute(
        key,
        attempt(() => fields[key]),
      );
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
    this.#finish(() => this.#write());
  }

  /** `write` writes the line, or says why there is none. */
  #finish(write) {
    if (this.#ended) return;
    this.#ended = true;
    closed(this);
    spans.open--;
    const reason = write();
    if (reason !== undefined) spans.dropped[reason]++;
    this.#held?.release(this.#status);
  }

  #write() {
    const { name, kind, context, parentId, service, log, dialect, links = '', late } = this.#settings;
    if (!isEnabled()) return 'disabled';
    try {
      if (context === undefined) return 'failed';
      const durationMs = ready().duration_ms(this.#start, tick());
      const status = this.#status ?? STATUSES[0];
      const mark = ready().is_sampled(context.traceFlags) ? '' : late?.(status, durationMs);
      if (mark === undefined) return 'unsampled';
      const timing = { kind, durationMs, status, isUnfinished: this.#isUnfinished, links: mark + links };
      const record = { time: this.#wallStart, level: 'info', message: name, service, context, parentId, timing };
      writeLine(log, dialect, record, [this.#attributes]);
      return undefined;
    } catch (error) {
      report('a span could not be ended', error);
      return 'failed';
    }
  }
}

/** A span below `parent`, or below nothing: then it starts a trace and the sampler is asked. */
export function openSpan({ name, kind, parent, sampler, ...rest }, attributes) {
  return new Span(
    { name, kind, context: openContext(parent, sampler), parentId: parent?.spanId, ...outputOf(rest) },
    attributes,
  );
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
  try {
    if (span.context === undefined) {
      span.end();
      return;
    }
    const outcome = outcomeOf();
    if (outcome !== undefined) conclude(span, outcome);
  } catch (error) {
    report('a span could not be ended', error);
    abandon(span);
  }
}

/** Counts what was to be traced and goes on untraced, with the span that it has already, if it has one. */
export function lose(span) {
  if (span) return abandon(span);
  spans.created++;
  spans.dropped.failed++;
}
