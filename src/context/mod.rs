//! Stage 4: received headers become a context, and each operation gets a child of it.
//! [Trace Context, processing model](https://www.w3.org/TR/trace-context-2/#processing-model)

#[expect(clippy::module_inception, reason = "the folder is the stage, and this file is its value")]
pub mod context;
pub mod continuation;
pub mod document;
pub mod lineage;
pub mod relation;
pub mod secret;

pub use crate::headers::trace_flags::START_FLAGS;
pub use context::TraceContext;
pub use continuation::Continuation;
