/**
 * The `traceparent` header: make one, read one, pass one on.
 *
 * ```text
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 * |  |                                |                |
 * |  trace-id (32 hex)                parent-id (16)   trace-flags (2)
 * version (2 hex)
 * ```
 *
 * Code written for `tctx/traceparent` runs unchanged after changing its import.
 *
 * @example
 * ```js
 * import { make, parse } from 'tracehop/traceparent';
 *
 * const parent = parse(request.headers.get('traceparent')) ?? make();
 * await fetch(url, { headers: { traceparent: String(parent.child()) } });
 * ```
 *
 * @module
 */

/** The sampled bit of the trace-flags: the caller may have recorded this trace. */
export declare const FLAG_SAMPLE: 1;

/** The random bit of the trace-flags: the right-most 7 bytes of the trace-id are random. */
export declare const FLAG_RANDOM: 2;

/** The values of one valid `traceparent` header. A plain object: there is nothing to free or close. */
export interface Traceparent {
  /** Always `"00"`: fields that only a future version has are not passed on. */
  readonly version: string;
  /** 32 lower-case hex digits, not all zeros. */
  readonly trace_id: string;
  /** 16 lower-case hex digits, not all zeros: the operation that sent, or will send, this header. */
  readonly parent_id: string;
  /** The two known bits, {@link FLAG_SAMPLE} and {@link FLAG_RANDOM}. Other bits that you set are never sent. */
  flags: number;
  /**
   * A new operation in the same trace: same trace-id and flags, fresh parent-id.
   *
   * @throws an `Error` as {@link make} does, if no id can be made.
   */
  child(): Traceparent;
  /** The header's text, 55 characters. */
  toString(): string;
  /** The same text as {@link toString}. */
  toJSON(): string;
}

/**
 * Starts a trace: fresh random ids, sampled and random flags set (`03`).
 *
 * @throws an `Error` if the host has no `crypto.getRandomValues` or forbids it here (workerd at global scope), or if
 * WebAssembly cannot start. There is no fallback to weak ids.
 *
 * @example
 * ```js
 * String(make()); // 00-aa3ee2e08eb134a292fb799969f2de62-62994ea4677bc463-03
 * ```
 */
export declare function make(): Traceparent;

/**
 * Reads a header. Never throws. Spaces and tabs around the header are ignored. A header of a future version is read by
 * the rules for future versions and becomes version 00.
 *
 * @returns the values, or `null` for anything invalid, absent or not a string. Also `null` where WebAssembly cannot
 * start, with one message on the console.
 *
 * @example
 * ```js
 * parse('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')?.trace_id; // 4bf92f3577b34da6a3ce929d0e0e4736
 * parse('00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01'); // null
 * ```
 */
export declare function parse(value: string | null | undefined): Traceparent | null;

/**
 * Reads a header and returns that of a child: `parse(value)?.child().toString() ?? null` in one step.
 *
 * @throws an `Error` as {@link make} does, if no id can be made.
 *
 * @example
 * ```js
 * hop('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
 * // 00-4bf92f3577b34da6a3ce929d0e0e4736-d75597dee50b0cac-01
 * ```
 */
export declare function hop(value: string | null | undefined): string | null;

/** Sets the sampled bit. Use it on a child: a flag may change only together with the parent-id. */
export declare function sample(id: Traceparent): void;

/** Clears the sampled bit. Use it on a child: a flag may change only together with the parent-id. */
export declare function unsample(id: Traceparent): void;

/** Whether the sampled bit is set. */
export declare function is_sampled(id: Traceparent): boolean;

/** Whether the random bit is set. */
export declare function is_random(id: Traceparent): boolean;

/** tctx's name of {@link is_random}. */
export declare const is_randomed: typeof is_random;
