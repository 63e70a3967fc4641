//! Stage 5: what happened, as values: spans and log lines, what they may say, and in whose words.
//!
//! ```text
//! Record = time + service + (Log | Span) + fields
//!     -> Display            the line that the npm package writes
//!     -> to_line(&dialect)  the same for Google Cloud, Datadog, Elastic, New Relic, Honeycomb, OpenTelemetry
//! ```

pub mod dialect;
mod level;
mod line;
mod link;
#[expect(clippy::module_inception, reason = "the folder is the stage, and this file is its value")]
mod record;
pub mod redact;
pub mod schema;
pub mod span;
mod timestamp;
mod value;

pub use level::{Level, ParseLevelError};
pub use link::{Link, Links, SpanContext};
pub use record::{Event, Log, Record, Span};
pub use schema::{KEYS, LEVELS, MAX_CUT_MESSAGE, MAX_LINE, MAX_LINKS, SPAN_KEYS};
pub use timestamp::Timestamp;
pub use value::{Fields, Value};
