//! Stage 5: what happened, as values: spans and log lines, what they may say, and in whose words.

pub mod dialect;
pub mod line;
pub mod redact;
pub mod span;
