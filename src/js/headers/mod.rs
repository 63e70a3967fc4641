//! The headers. Module: traceparent.

pub mod server_timing;
pub mod traceparent;
pub mod tracestate;
