//! Trace context for the web's edge: W3C `traceparent` and `tracestate`, and what follows from them.
//!
//! The data flows one way, and each stage is a folder. A stage uses only stages above it, as `tests/core/imports.rs`
//! checks:
//!
//! ```text
//! text      bytes: hex, sets of characters, optional whitespace, JSON
//! headers   header text <-> values: traceparent, tracestate, Server-Timing
//! outgoing  whether the headers leave with a request, by its URL
//! context   received headers become a context
//! record    what happened, as values: spans, log lines, redaction, dialects
//! sampling  which traces are recorded
//! js        the same stages for JavaScript (only with feature `js`, in builds for wasm)
//! ```
//!
//! The crate reads no clock, makes no random ids and opens no connection: ids and times come in as values, so a test
//! can use its own. The same functions serve native Rust, and JavaScript through WebAssembly.
//!
//! # Examples
//!
//! ```
//! use tracehop::{SpanId, Traceparent};
//!
//! let received: Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
//! let mine = SpanId::from_bytes(*b"\x01\x23\x45\x67\x89\xab\xcd\xef").expect("not all zeros");
//! assert_eq!(
//!     received.child(mine).to_string(),
//!     "00-4bf92f3577b34da6a3ce929d0e0e4736-0123456789abcdef-01",
//! );
//! # Ok::<(), tracehop::ParseTraceparentError>(())
//! ```
//!
//! A [`Record`] is a span or a log line, and prints the line that the npm package writes:
//!
//! ```
//! use tracehop::{Record, record::{Level, Log, Timestamp}};
//!
//! let time = Timestamp::from_ms(1_742_047_325_123).expect("a moment in 2025");
//! assert_eq!(
//!     Record::new(time, Log::new(Level::Warn, "low stock")).with_service("cart").with_field("items", 3).to_string(),
//!     r#"{"timestamp":"2025-03-15T14:02:05.123Z","level":"warn","message":"low stock","service":"cart","items":3}"#,
//! );
//! ```

#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod context;
pub mod headers;
pub mod outgoing;
pub mod record;
pub mod sampling;
mod text;

#[cfg(all(feature = "js", target_family = "wasm"))]
pub mod js;

pub use context::{
    Continuation, Continuation as Origin, TraceContext, continuation as origin, document as page, lineage, secret,
};
pub use headers::{
    id::{self, SpanId, TraceId},
    server_timing,
    trace_flags::{self, TraceFlags},
    traceparent::{self, ParseTraceparentError, Traceparent},
    tracestate::{self, ParseTracestateError, Tracestate},
};
pub use outgoing::{reason as propagation, target, url as href};
pub use record::{Level, Record, dialect, redact, schema as log, span};
pub use sampling::{late, ot, route, sampler, token_bucket, token_bucket as purse};
