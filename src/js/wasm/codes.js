// Numbers that both sides of the border know. Written from codes.rs by `BLESS=1 cargo test --test core codes`.

/** The buffers of `abi.rs`, the first of which is at `input_address()`: bytes of text for Rust. */
export const INPUT_SIZE = 0x8000;
/** Text for JavaScript: so many bytes after the first buffer's start. */
export const OUTPUT_AT = 0x8000;
/** Numbers, either way. */
export const TABLE_AT = 33648;
/** How many numbers. */
export const TABLE_SIZE = 384;
/** Random bytes from the host. */
export const ENTROPY_AT = 35184;
/** How many are drawn at once: a call costs as much as some thousand bytes do. */
export const ENTROPY_SIZE = 0x1000;
/** Characters of a version 00 header. */
export const HEADER_LENGTH = 55;
/** Characters of a received header that are handed over: one more than is read, which shows that there are more. */
export const READ_LENGTH = 513;
/** Characters of a span-id. */
export const SPAN_ID_LENGTH = 16;
/** Headers, or span-ids, that are made at once: fewer calls for more, but each kept id keeps its batch's string
 alive. */
export const BATCH = 16;
/** What `parse_traceparent` returns: the flags. */
export const FLAGS = 255;
/** What `parse_traceparent` and `scan_tracestate` return: set where the text is as we would write it. */
export const CANONICAL = 0x100;
/** What `parse_traceparent` returns: from this bit on, where the fields start. */
export const START_SHIFT = 16;
/** What `scan_tracestate` returns: the number of members. */
export const COUNT = 255;
/** What `receive_traceparent` returns: a trace starts, for nothing arrived. */
export const STARTED = -1;
/** What `receive_traceparent` returns: a trace starts, for what arrived is invalid or its sender is not trusted. */
export const RESTARTED = -2;
/** Characters of a URL that are looked at. A longer one is cut. */
export const MAX_URL = 0x2000;
/** What `decide_target` returns in its low byte, and `reason_of_call`: sent, this is the page's own origin. */
export const SAME_ORIGIN = 0;
/** Sent: a target matches. */
export const TARGET = 1;
/** Not sent: no target matches. */
export const OUTSIDE = 2;
/** Not sent, and not traced: an entry of `ignore` matches. */
export const IGNORED = 3;
/** Not sent: headers travel over http and https only. */
export const NOT_HTTP = 4;
/** Not sent: the application asked for no headers on this call. */
export const DECLINED = 5;
/** Not sent: the host takes no header of ours with such a request. */
export const HEADERLESS = 6;
/** Not sent: the call's own `traceparent` stays. */
export const OWN_HEADER = 7;
/** Not sent: the trace is not sampled, and headers of such traces are left out. */
export const OMITTED = 8;
/** Not sent: nobody could take the headers off where a redirect leads. */
export const UNGUARDED = 9;
/** What `decide_target` returns: from this bit on, the index of the rule. */
export const RULE_SHIFT = 8;
/** What `reason_of_call` is given: the application asked for no headers. */
export const CALL_DECLINED = 1;
/** The host takes no header of ours with it. */
export const CALL_HEADERLESS = 2;
/** Its own `traceparent` stays. */
export const CALL_OWN_HEADER = 4;
/** Headers of traces that are not sampled are left out. */
export const CALL_OMITS_UNSAMPLED = 8;
/** Nobody could take the headers off at a redirect. */
export const CALL_UNGUARDED = 16;
/** What `own_headers` is given: the application asked for ours in any case. */
export const GIVEN_REPLACE = 1;
/** The call has a `traceparent`. */
export const GIVEN_TRACEPARENT = 2;
/** That is the one that was received. */
export const GIVEN_RECEIVED = 4;
/** The call has a `tracestate`. */
export const GIVEN_TRACESTATE = 8;
/** That is the one that was received. */
export const GIVEN_RECEIVED_STATE = 16;
/** The trace that was received is continued. */
export const GIVEN_CONTINUED = 32;
/** What `own_headers` returns: the call's `traceparent` stays. */
export const KEPT_TRACEPARENT = 1;
/** The call's `tracestate` stays, beside our `traceparent`. */
export const KEPT_TRACESTATE = 2;
/** Both go, also where none of ours leaves. */
export const REMOVED = 4;
/** What `page_state` returns: spans of the page no longer continue the trace of its document. */
export const PAGE_ENDED = 1;
/** They do. */
export const PAGE_JOINED = 2;
/** What `parent_of_adopted` returns: nothing is above the span. */
export const PARENT_NONE = 0;
/** The span that the other tracer names. */
export const PARENT_THEIRS = 1;
/** The operation that the request's headers name. */
export const PARENT_RECEIVED = 2;
/** The other tracer's span itself. */
export const PARENT_ADOPTED = 3;
/** What the `status_of_...` functions return: the index of the status. */
export const STATUS = 3;
/** Set beside the status where the caller no longer wanted the operation. */
export const CANCELLED = 4;
