//! Numbers that both sides of the border know. `codes.js` beside this file is written from here by a test: a number
//! that changes here changes there.

/// Declares the numbers, and lists them for the test that writes `codes.js`.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty = $value:expr;)+) => {
        $($(#[doc = $doc])+ pub const $name: $type = $value;)+

        /// Every number: its comment, its name and its value.
        #[cfg_attr(target_family = "wasm", allow(dead_code))]
        pub const ALL: &[(&str, &str, i64)] = &[$((concat!($($doc, "\n"),+), stringify!($name), $name as i64)),+];
    };
}

codes! {
    /// The buffers of `abi.rs`, the first of which is at `input_address()`: bytes of text for Rust.
    INPUT_SIZE: usize = 0x8000;
    /// Text for JavaScript: so many bytes after the first buffer's start.
    OUTPUT_AT: usize = 0x8000;
    /// Numbers, either way.
    TABLE_AT: usize = 0x8370;
    /// How many numbers.
    TABLE_SIZE: usize = 3 * 128;
    /// Random bytes from the host.
    ENTROPY_AT: usize = 0x8970;
    /// How many are drawn at once: a call costs as much as some thousand bytes do.
    ENTROPY_SIZE: usize = 4096;

    /// Characters of a version 00 header.
    HEADER_LENGTH: usize = 55;
    /// Characters of a received header that are handed over: one more than is read, which shows that there are more.
    READ_LENGTH: usize = 513;
    /// Characters of a span-id.
    SPAN_ID_LENGTH: usize = 16;
    /// Headers, or span-ids, that are made at once: fewer calls for more, but each kept id keeps its batch's string
    /// alive.
    BATCH: usize = 16;

    /// What `parse_traceparent` returns: the flags.
    FLAGS: u32 = 0xff;
    /// What `parse_traceparent` and `scan_tracestate` return: set where the text is as we would write it.
    CANONICAL: u32 = 1 << 8;
    /// What `parse_traceparent` returns: from this bit on, where the fields start.
    START_SHIFT: u32 = 16;
    /// What `scan_tracestate` returns: the number of members.
    COUNT: u32 = 0xff;
    /// What `receive_traceparent` returns: a trace starts, for nothing arrived.
    STARTED: i32 = -1;
    /// What `receive_traceparent` returns: a trace starts, for what arrived is invalid or its sender is not trusted.
    RESTARTED: i32 = -2;

    /// Characters of a URL that are looked at. A longer one is cut.
    MAX_URL: usize = 8192;

    /// What `decide_target` returns in its low byte, and `reason_of_call`: sent, this is the page's own origin.
    SAME_ORIGIN: u32 = 0;
    /// Sent: a target matches.
    TARGET: u32 = 1;
    /// Not sent: no target matches.
    OUTSIDE: u32 = 2;
    /// Not sent, and not traced: an entry of `ignore` matches.
    IGNORED: u32 = 3;
    /// Not sent: headers travel over http and https only.
    NOT_HTTP: u32 = 4;
    /// Not sent: the application asked for no headers on this call.
    DECLINED: u32 = 5;
    /// Not sent: the host takes no header of ours with such a request.
    HEADERLESS: u32 = 6;
    /// Not sent: the call's own `traceparent` stays.
    OWN_HEADER: u32 = 7;
    /// Not sent: the trace is not sampled, and headers of such traces are left out.
    OMITTED: u32 = 8;
    /// Not sent: nobody could take the headers off where a redirect leads.
    UNGUARDED: u32 = 9;
    /// What `decide_target` returns: from this bit on, the index of the rule.
    RULE_SHIFT: u32 = 8;

    /// What `reason_of_call` is given: the application asked for no headers.
    CALL_DECLINED: u32 = 1;
    /// The host takes no header of ours with it.
    CALL_HEADERLESS: u32 = 2;
    /// Its own `traceparent` stays.
    CALL_OWN_HEADER: u32 = 4;
    /// Headers of traces that are not sampled are left out.
    CALL_OMITS_UNSAMPLED: u32 = 8;
    /// Nobody could take the headers off at a redirect.
    CALL_UNGUARDED: u32 = 16;

    /// What `own_headers` is given: the application asked for ours in any case.
    GIVEN_REPLACE: u32 = 1;
    /// The call has a `traceparent`.
    GIVEN_TRACEPARENT: u32 = 2;
    /// That is the one that was received.
    GIVEN_RECEIVED: u32 = 4;
    /// The call has a `tracestate`.
    GIVEN_TRACESTATE: u32 = 8;
    /// That is the one that was received.
    GIVEN_RECEIVED_STATE: u32 = 16;
    /// The trace that was received is continued.
    GIVEN_CONTINUED: u32 = 32;
    /// What `own_headers` returns: the call's `traceparent` stays.
    KEPT_TRACEPARENT: u32 = 1;
    /// The call's `tracestate` stays, beside our `traceparent`.
    KEPT_TRACESTATE: u32 = 2;
    /// Both go, also where none of ours leaves.
    REMOVED: u32 = 4;

    /// What `page_state` returns: spans of the page no longer continue the trace of its document.
    PAGE_ENDED: u32 = 1;
    /// They do.
    PAGE_JOINED: u32 = 2;

    /// What `parent_of_adopted` returns: nothing is above the span.
    PARENT_NONE: u32 = 0;
    /// The span that the other tracer names.
    PARENT_THEIRS: u32 = 1;
    /// The operation that the request's headers name.
    PARENT_RECEIVED: u32 = 2;
    /// The other tracer's span itself.
    PARENT_ADOPTED: u32 = 3;

    /// What the `status_of_...` functions return: the index of the status.
    STATUS: u32 = 3;
    /// Set beside the status where the caller no longer wanted the operation.
    CANCELLED: u32 = 4;
}
