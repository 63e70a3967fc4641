/**
 * The `tracestate` header: an ordered list of at most 32 members, `key=value`, the most recent one leftmost.
 *
 * Code written for `tctx/tracestate` runs unchanged after changing its import.
 *
 * @example
 * ```js
 * import * as tracestate from 'tracehop/tracestate';
 *
 * const state = tracestate.parse(request.headers.get('tracestate'));
 * state.set('shop', 'checkout');
 * if (state.size) headers.set('tracestate', String(state));
 * ```
 *
 * @module
 */

/** The members of one `tracestate` header, in the header's order. */
export declare class Tracestate implements Iterable<[key: string, value: string]> {
  /** Starts from nothing, or from what {@link make} takes. */
  constructor(initial?: Iterable<[string, unknown]> | Record<string, unknown>);
  /** How many members the list has, 0 to 32. */
  readonly size: number;
  /** The value of a key; of the leftmost member where a received list names the key twice. */
  get(key: string): string | undefined;
  /** Whether a member has this key. */
  has(key: string): boolean;
  /**
   * Puts a member at the front, in place of any with the same key. The value becomes a string. A 33rd member pushes the
   * rightmost out.
   *
   * @throws `TypeError` when the key or the value is not one the header can carry; its `code` is `"list-member"`.
   */
  set(key: string, value: unknown): this;
  /** Removes a key. Says whether it was there. */
  delete(key: string): boolean;
  /** Removes every member. */
  clear(): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  entries(): IterableIterator<[key: string, value: string]>;
  [Symbol.iterator](): IterableIterator<[key: string, value: string]>;
  forEach(callback: (value: string, key: string, tracestate: Tracestate) => void, thisArg?: unknown): void;
  /**
   * The header's text, at most 512 characters, `""` for an empty list (then send no header). A longer list first loses
   * members of more than 128 characters, then members from the right end; never a part of one.
   */
  toString(): string;
  /** The same text as {@link toString}. */
  toJSON(): string;
}

/**
 * A list of the given members, each {@link Tracestate.set | set} in turn: the last one given stands leftmost. A copy of
 * another `Tracestate` keeps its order.
 *
 * @throws `TypeError` when a key or a value is not one the header can carry.
 *
 * @example
 * ```js
 * String(make({ vendor: 'a', other: 1 })); // other=1,vendor=a
 * ```
 */
export declare function make(initial?: Iterable<[string, unknown]> | Record<string, unknown>): Tracestate;

/**
 * Reads a header. Several header lines may be given joined with commas. One malformed member, more than 32 members or more
 * than 32 KiB discard the whole list, and the result is empty. Never throws.
 *
 * @example
 * ```js
 * parse('shop=checkout,vendor=x').get('vendor'); // 'x'
 * parse('shop=checkout,BAD=x').size; // 0
 * ```
 */
export declare function parse(value: string | null | undefined): Tracestate;
