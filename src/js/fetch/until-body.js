// When a caller has done with the body of a response. The body is left alone: what is looked at is what the caller
// calls.

import { follow } from '../host/follow.js';
import { hint } from '../host/hint.js';
import { define } from '../host/member.js';
import { interrupt, settle } from '../span/span.js';
import { ended, failed } from './end.js';

const READS = ['text', 'json', 'arrayBuffer', 'blob', 'formData', 'bytes'];

/** The spans of bodies that nobody has read to their end. A host without the class keeps such spans open. */
const unread = /* @__PURE__ */ registry();

function registry() {
  return typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(endUnread) : undefined;
}

/** A body is gone. If nobody has read it, its span has to end now. */
function endUnread(waiting) {
  const { span } = waiting;
  if (span === undefined) return;
  waiting.span = undefined;
  hint('unread body', 'a span is unfinished because nobody read its response: read the body, or cancel it');
  interrupt(span);
}

/**
 * For option `end`: ends the span of a call when the body was read to its end or cancelled, or when it failed. The span
 * of one that is gone unread is interrupted. Returns whether there is anything to wait for.
 */
export function untilBody(response, call, outcome) {
  const { span } = call;
  // Nobody reads an answer to HEAD, which in browsers has an empty body.
  if (span.name === 'HEAD') return false;
  const { body, bodyUsed } = response ?? {};
  if (typeof body?.getReader !== 'function' || bodyUsed) return false;
  // What cannot be patched cannot be watched.
  if (!Object.isExtensible(response) || !Object.isExtensible(body)) return false;
  // The registry may know nothing that leads to the body.
  const waiting = { span };
  unread?.register(body, waiting);
  new Watch(response, { call, outcome, waiting }).ofResponse(response);
  return true;
}

/** What a caller calls on a response, on its copies, and on their streams. */
class Watch {
  #ending;
  /**
   * A connection keeps the stream of a body, and through it this object, which must not keep the response: the host
   * frees the connection of a body that nobody reads when the response is garbage.
   */
  #response;
  /** The response while its body is being read. */
  #kept = new Set();
  /** The streams that can still be read: one, until the caller makes two of it. */
  #streams = new Set();

  constructor(response, ending) {
    this.#ending = ending;
    this.#response = typeof WeakRef === 'function' ? new WeakRef(response) : { deref: () => response };
  }

  #over = (...failure) => {
    const { call, outcome, waiting } = this.#ending;
    if (waiting.span === undefined) return;
    waiting.span = undefined;
    const response = this.#response.deref();
    settle(call.span, () =>
      failure.length > 0 ? failed(call, { response, error: failure[0] }) : ended(call, outcome, { response }),
    );
  };

  #keep(isRead) {
    if (isRead) this.#kept.add(this.#response.deref());
    else this.#kept.clear();
  }

  ofResponse(response) {
    const { body } = response;
    this.#ofStream(body);
    // A body that is being read already refuses a second reader, which is no end of it.
    const isFree = () => !response.bodyUsed && !body.locked;
    for (const name of READS)
      observe(response, name, () => isFree() && [() => this.#over(), (error) => this.#unreadable(error)]);
    observe(response, 'clone', () => [
      (copy) => this.#split(body, () => [response, copy].forEach((one) => void this.ofResponse(one))),
    ]);
  }

  #ofStream(stream) {
    if (this.#streams.has(stream)) return;
    this.#streams.add(stream);
    const on = (name, plan) => observe(stream, name, (...args) => !stream.locked && plan(...args));
    on('getReader', () => [(reader) => this.#ofReader(stream, reader)]);
    on('tee', () => [
      (branches) => this.#split(stream, () => branches.forEach((branch) => void this.#ofStream(branch))),
    ]);
    on('cancel', () => this.#cancelled(stream));
    const { getReader, pipeThrough } = stream;
    on('pipeTo', (to, options) => {
      if (options?.preventCancel) return false;
      this.#keep(true);
      return [() => this.#over(), (error) => this.#unpiped(stream, getReader, error)];
    });
    for (const name of ['values', Symbol.asyncIterator]) {
      on(name, (options) => [(iterator) => this.#ofIterator(stream, iterator, options?.preventCancel)]);
    }
    define(
      stream,
      'pipeThrough',
      /** @this {unknown} */ function (transform, options) {
        const isTaken = this === stream && !stream.locked && isPair(transform) && isSignal(options?.signal);
        if (!isTaken) return Reflect.apply(pipeThrough, this, arguments);
        // The same, by the standard, with a promise of its end.
        stream.pipeTo(transform.writable, options).catch(() => {});
        return transform.readable;
      },
    );
  }

  #ofReader(stream, reader) {
    this.#keep(true);
    let isLeft = false;
    observe(reader, 'releaseLock', () => {
      isLeft = true;
      this.#keep(false);
    });
    observe(reader, 'cancel', () => {
      isLeft = true;
      this.#cancelled(stream);
    });
    reader.closed.then(
      () => isLeft || this.#over(),
      (error) => isLeft || this.#over(error),
    );
  }

  #ofIterator(stream, iterator, isKept) {
    this.#keep(true);
    observe(iterator, 'next', () => [({ done }) => done && this.#over(), this.#over]);
    observe(iterator, 'return', () => (isKept ? this.#keep(false) : this.#cancelled(stream)));
  }

  /**
   * A pipe that its signal stops, or whose other end fails, cancels the stream, which is closed then. One that failed
   * itself is not.
   */
  #unpiped(stream, getReader, error) {
    if (stream.locked) return this.#over(error);
    const reader = Reflect.apply(getReader, stream, []);
    reader.closed.then(
      () => this.#cancelled(stream),
      () => this.#over(error),
    );
    return reader.releaseLock();
  }

  #split(stream, watchBoth) {
    this.#streams.delete(stream);
    watchBoth();
  }

  #cancelled(stream) {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    // Without a response it is the host that cancels, because nobody can read the body any more.
    if (this.#response.deref()) this.#over();
    else endUnread(this.#ending.waiting);
  }

  /** Text that is no JSON has been read all the same. */
  #unreadable(error) {
    if (error?.name === 'SyntaxError') this.#over();
    else this.#over(error);
  }
}

/**
 * Lets `plan`, which gets the arguments, look at each call of a method. What it returns follows the outcome, `[succeed,
 * fail]`; the call itself and what comes of it stay the caller's.
 */
function observe(object, name, plan) {
  const method = object[name];
  if (typeof method !== 'function') return;
  define(
    object,
    name,
    /** @this {unknown} */ function (...args) {
      const call = () => Reflect.apply(method, this, args);
      const endings = this === object && plan(...args);
      if (!Array.isArray(endings)) return call();
      const [succeed, fail = () => {}] = endings;
      return follow(call, succeed, fail);
    },
  );
}

function isPair(transform) {
  return (
    isA('ReadableStream', transform?.readable) &&
    isA('WritableStream', transform.writable) &&
    !transform.writable.locked
  );
}

function isSignal(signal) {
  // Vercel's edge says of its signals only that they are event targets.
  return signal === undefined || isA('AbortSignal', signal) || signal instanceof AbortSignal;
}

/** Whether a value is one of the host's, also of another realm. */
function isA(name, value) {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}
