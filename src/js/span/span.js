// Spans: one timed operation each, and one record when it ends.

import { isEnabled } from '../ambient/enabled.js';
import { outputOf } from '../ambient/scope.js';
import { start, unused } from '../context/context.js';
import { isAside } from '../host/hook.js';
import { report, tick, wallClock } from '../host/host.js';
import { attempt, textOf, THROWS } from '../host/json.js';
import { property } from '../host/member.js';
import { writeRecord } from '../lines/sink.js';
import { fieldsOf } from '../lines/fields.js';
import { STATUSES } from '../record/schema.js';
import { spans } from '../record/stats.js';
import { sampledBy } from '../sampling/sampler.js';
import { STATUS } from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';
import { errorType } from './error-type.js';
import { closed, opened } from './unfinished.js';

/** Ends a span as the rules say, unless the application has said how it ended. Set below, beside what it needs. */
let conclude;
/** Ends a span whose end nobody will see. */
export let interrupt;
/** Says what kind of error it was, unless the application has said so. */
export let nameError;
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
    nameError = (span, type) => {
      span.#attributes['error.type'] ??= type;
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
   * `settings`: name, kind, context, parentId, service, log, dialect, links, hiddenHop, and `isLate(status,
   * durationMs)`, which says whether an operation that is not sampled is written all the same. Without a context, on a
   * host that cannot trace, there is no record. The attributes are the span's own from here on; `held` holds lines back
   * until it ends.
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
    // What a prototype has, which may be frozen, cannot be set everywhere.
    if (name in this.#attributes && !Object.hasOwn(this.#attributes, name)) {
      const own = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(this.#attributes, name, property(own));
    } else this.#attributes[name] = value;
    return this;
  }

  setAttributes(attributes) {
    const fields = fieldsOf(attributes);
    for (const key of attempt(() => Object.keys(fields), []))
      this.setAttribute(
        key,
        attempt(() => fields[key], THROWS),
      );
    return this;
  }

  setName(name) {
    this.#settings.name = textOf(name);
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

  /** `write` writes the record, or says why there is none. */
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
    const { context, log, dialect, isLate } = this.#settings;
    if (!isEnabled()) return 'disabled';
    try {
      if (context === undefined) return 'failed';
      const isSampled = pageExports().is_sampled(context.traceFlags);
      if (!isSampled && isLate === undefined) return 'unsampled';
      const record = this.#record();
      if (!isSampled) {
        if (!isLate(record.status, record.durationMs)) return 'unsampled';
        record.sampled = 'late';
      }
      writeRecord(log, dialect, record);
      return undefined;
    } catch (error) {
      report('a span could not be ended', error);
      return 'failed';
    }
  }

  /** @returns {import('../record/record.js').SpanRecord} */
  #record() {
    const { name, kind, context, parentId, service, links, hiddenHop } = this.#settings;
    const durationMs = pageExports().duration_ms(this.#start, tick());
    const status = this.#status ?? STATUSES[0];
    return {
      time: this.#wallStart,
      level: status === 'error' ? 'error' : 'info',
      name,
      service,
      context,
      parentId,
      kind,
      durationMs,
      // Nothing takes no time: a 0 only says that the clock did not see it.
      clock: durationMs === 0 ? 'coarse' : undefined,
      status,
      unfinished: this.#isUnfinished || undefined,
      sampled: undefined,
      links,
      hiddenHop,
      fields: this.#attributes,
    };
  }
}

/** A span below `parent`, or below nothing: then it starts a trace and the sampler is asked. */
export function openSpan({ name, kind, parent, sampler, ...rest }, attributes) {
  const { service, log, dialect } = outputOf(rest);
  const context = isAside() ? undefined : openContext(parent, sampler);
  const settings = {
    name,
    kind,
    context,
    parentId: parentOf(context, parent),
    service,
    log,
    dialect,
    // Said, so that a polluted prototype adds none.
    links: undefined,
    hiddenHop: undefined,
    isLate: undefined,
  };
  return new Span(settings, attributes);
}

/** The parent's span-id; undefined where there is none, or where the span is the operation that its context started. */
export function parentOf(context, parent) {
  const id = parent?.spanId;
  return id === context?.spanId ? undefined : id;
}

/** The context of a new span; undefined where tracing is off or cannot work. */
export function openContext(parent, sampler) {
  if (!isEnabled()) return undefined;
  try {
    return parent && !unused.delete(parent) ? parent.child() : startSampled(sampler, parent);
  } catch (error) {
    report('tracing is off', error);
    return undefined;
  }
}

/** A new trace, or the one that this context starts, with the sampler's decision. */
function startSampled(sampler, context = start('started')) {
  return sampledBy(sampler, context, context);
}

/**
 * Ends a span whatever happens: an application's result never gets lost because tracing is broken. Without an outcome
 * it stays open.
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
