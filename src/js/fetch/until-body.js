// When a caller has done with the body of a response. The body is left alone: what is looked at is what the caller
// calls.

import { follow } from '../host/follow.js';
import { hint } from '../host/hint.js';
import { interrupt } from '../span/span.js';

const READS = ['text', 'json', 'arrayBuffer', 'blob', 'formData', 'bytes'];

/** The spans of bodies that nobody has read to their end. A host without the class keeps such spans open. */
const unread = /* @__PURE__ */ registry();

function registry() {
  return typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(endUnread) : undefined;
}

/** A body is gone. If nobody has read it, its span has to end now. */
function endUnread(waiting) {
  if (waiting.span === undefined) return;
  hint('unread body', 'a span is unfinished because nobody read its response: read the body, or cancel it');
  interrupt(waiting.span);
}

/**
 * For option `end`: calls `end()` when the body was read to its end or cancelled, `end(error)` when it failed, and once
 * at most. The span of one that is gone unread is interrupted. Returns whether there is anything to wait for.
 */
export function untilBody(response, end, span) {
  // Nobody reads an answer to HEAD, which in browsers has an empty body.
  if (span.name === 'HEAD') return false;
  if (typeof response?.body?.getReader !== 'function' || response.bodyUsed) return false;
  // The registry may know nothing that leads to the body.
  const waiting = { span };
  unread?.register(response.body, waiting);
  const endOnce = (...failure) => {
    waiting.span = undefined;
    end(...failure);
  };
  new Watch(endOnce).ofResponse(response);
  return true;
}

/** What a caller calls on a response, on its copies, and on their streams. */
class Watch {
  #end;
  /** The streams that can still be read: one, until the caller makes two of it. */
  #streams = new Set();
  #isOver = false;

  constructor(end) {
    this.#end = end;
  }

  #over = (...failure) => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end(...failure);
  };

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
    on(
      'pipeTo',
      (to, options) =>
        !options?.preventCancel && [() => this.#over(), (error) => this.#unpiped(stream, getReader, error)],
    );
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
    let isLeft = false;
    observe(reader, 'releaseLock', () => {
      isLeft = true;
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
    observe(iterator, 'next', () => [({ done }) => done && this.#over(), this.#over]);
    observe(iterator, 'return', () => isKept || this.#cancelled(stream));
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
    if (this.#streams.size === 0) this.#over();
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

function define(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
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
