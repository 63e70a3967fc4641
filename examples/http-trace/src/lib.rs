//! What both examples need between the crate `tracehop`, which makes no ids and knows no HTTP library, and their hosts.
//!
//! ```text
//! HeaderMap -> headers::receive -> TraceContext -> headers::send -> HeaderMap
//! ```

pub mod headers;
pub mod ids;
