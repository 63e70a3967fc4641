//! The schema of a log line: its keys in order, and the grades of severity.
//!
//! In the npm package JavaScript writes the lines, because its engine writes JSON three times faster than WebAssembly can. Its
//! table of keys is generated from the one here.

/// Keys that only we write, in the order of a line. A field that has one of these names is written with a `_` before it.
///
/// ```text
/// {"timestamp":"2025-03-15T14:02:05.123Z","level":"info","message":"cart loaded","service":"cart",
///  "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","trace_flags":"01", fields...}
/// ```
///
/// `parent_id` and `kind` to `last_span_id` stand only in the line of a span; of these `"clock":"coarse"` only where the host's
/// clock was too coarse to measure it; `"unfinished":true` only where it was open when its page was hidden for good;
/// `"sampled":"late"` only where it is not sampled and written because of how it ended; `links` only in one that works for
/// operations of other traces, or did not continue the trace of a stranger; `"hidden_hop":true` and `last_span_id` only where
/// another operation stands between it and the last one that wrote a line. `truncated` stands only in a line that was cut.
pub const KEYS: [&str; 18] = [
    "timestamp",
    "level",
    "message",
    "service",
    "trace_id",
    "span_id",
    "parent_id",
    "trace_flags",
    "kind",
    "duration_ms",
    "clock",
    "status",
    "unfinished",
    "sampled",
    "links",
    "hidden_hop",
    "last_span_id",
    "truncated",
];

/// Those of [`KEYS`] that only the line of a span has. In other lines these names belong to the application.
pub const SPAN_KEYS: [&str; 10] = [
    "parent_id",
    "kind",
    "duration_ms",
    "clock",
    "status",
    "unfinished",
    "sampled",
    "links",
    "hidden_hop",
    "last_span_id",
];

/// Severities, the least grave first.
pub const LEVELS: [&str; 4] = ["debug", "info", "warn", "error"];

/// Links that a span may have, as in OpenTelemetry. They take a sixth of the longest line, so fields still have their place.
///
/// ```text
/// "links":[{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}]
/// ```
pub const MAX_LINKS: usize = 128;

/// Bytes that a line may have. Fields of a longer one are left out, and it says `"truncated":true`.
pub const MAX_LINE: usize = 64 * 1024;

/// UTF-16 code units of the message that stay when a line has to be cut.
pub const MAX_CUT_MESSAGE: usize = 4096;
