//! Random ids and the headers of the crate `http`, for the examples: `tracehop` itself makes no ids and uses no HTTP
//! library.
//!
//! ```text
//! HeaderMap -> headers::receive -> TraceContext -> headers::send -> HeaderMap
//! ```

pub mod headers;
pub mod ids;
