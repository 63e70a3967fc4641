//! One timed operation, and what it may say. Module: page.

pub mod redact;
#[expect(clippy::module_inception, reason = "the folder is the stage, and this file is its value")]
pub mod span;
