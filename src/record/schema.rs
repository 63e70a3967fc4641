//! The schema of a log line: its keys in order, and the grades of severity.
//!
//! In the npm package JavaScript writes the lines, because its engine writes JSON three times faster than WebAssembly
//! can. Its table of keys is generated from the one here.

use crate::record::level::Level;

/// The keys of a line, in their order. A field that has the name of one which its line uses is written with a `_`
/// before it.
///
/// ```text
/// {"timestamp":"2025-03-15T14:02:05.123Z","level":"info","message":"cart loaded","service":"cart",
///  "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","trace_flags":"01", fields...}
/// ```
///
/// [`SPAN_KEYS`] are only in the line of a span, and some of them only in some spans:
///
/// | key | where |
/// |---|---|
/// | `"clock":"coarse"` | the host's clock was too coarse to measure the span |
/// | `"unfinished":true` | the span was open when its page was left |
/// | `"sampled":"late"` | its trace is not sampled, and it is written because of how it ended |
/// | `links` | it works for operations of other traces, or its caller's trace was not continued |
/// | `"hidden_hop":true`, `last_span_id` | an operation that wrote no line is between it and the last one that did |
///
/// `truncated` is only in a line that was cut.
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

/// The words of [`Level::ALL`], the least grave first.
pub const LEVELS: [&str; 4] =
    [Level::Debug.as_str(), Level::Info.as_str(), Level::Warn.as_str(), Level::Error.as_str()];

/// Links that a span may have, as in OpenTelemetry's
/// [limits](https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-limits). They take a sixth of the longest line.
///
/// ```text
/// "links":[{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}]
/// ```
pub const MAX_LINKS: usize = 128;

/// Bytes that a line may have. Fields of a longer one are left out, and it has `"truncated":true`.
pub const MAX_LINE: usize = 64 * 1024;

/// UTF-16 code units of the message that stay when a line has to be cut.
pub const MAX_CUT_MESSAGE: usize = 4096;
