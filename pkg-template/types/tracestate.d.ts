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
  /** An empty list, or one of the members that {@link make} takes. */
  constructor(initial?: Iterable<[string, unknown]> | Record<string, unknown>);
  /** How many members the list has, 0 to 32. */
  readonly size: number;
  /** The value of a key. If a received list has the key twice, that of the leftmost member. */
  get(key: string): string | undefined;
  /** Whether a member has this key. */
  has(key: string): boolean;
  /**
   * Puts a member at the front and removes others with the same key. The value becomes a string. If there are 33
   * members, the rightmost is removed.
   *
   * @throws `TypeError` when the header cannot carry the key or the value. Its `code` is `"list-member"`.
   */
  set(key: string, value: unknown): this;
  /** Removes a key. Returns whether it was there. */
  delete(key: string): boolean;
  /** Removes every member. */
  clear(): void;
  /** The keys, in the header's order. */
  keys(): IterableIterator<string>;
  /** The values, in the header's order. */
  values(): IterableIterator<string>;
  /** The members, in the header's order. */
  entries(): IterableIterator<[key: string, value: string]>;
  /** The members, in the header's order. */
  [Symbol.iterator](): IterableIterator<[key: string, value: string]>;
  /** Calls a function for each member, in the header's order. */
  forEach(callback: (value: string, key: string, tracestate: Tracestate) => void, thisArg?: unknown): void;
  /**
   * The header's text, at most 512 characters. An empty list gives `""`: send no header then. A longer list is cut:
   * members longer than 128 characters are dropped first, then members from the right end.
   */
  toString(): string;
  /** The same text as {@link toString}. */
  toJSON(): string;
}

/**
 * Makes a list of these members. Each one is {@link Tracestate.set | set} in turn, so the last one is leftmost. A copy
 * of another `Tracestate` keeps its order.
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
 * Reads a header. Never throws. Join several header lines with commas. If one member is malformed, or if there are more
 * than 32 members or 32 KiB, the result is empty.
 *
 * @example
 * ```js
 * parse('shop=checkout,vendor=x').get('vendor'); // 'x'
 * parse('shop=checkout,BAD=x').size; // 0
 * ```
 */
export declare function parse(value: string | null | undefined): Tracestate;
