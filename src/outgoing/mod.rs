//! Stage 3: whether a request carries our headers, by its URL and by what else is known of it.

pub mod own_headers;
pub mod reason;
pub mod target;
pub mod url;
