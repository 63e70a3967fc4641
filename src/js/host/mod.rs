//! What the host gives. Module: traceparent.

pub mod entropy;
