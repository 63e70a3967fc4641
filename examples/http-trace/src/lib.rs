//! What both examples need between the crate `tracehop`, which makes no ids and knows no HTTP library, and their hosts.
//!
//! ```text
//! HeaderMap -> headers::receive -> TraceContext -> headers::send -> HeaderMap
//!                                  TraceContext -> line::Line    -> a line of JSON
//! ```

pub mod headers;
pub mod ids;
pub mod line;
