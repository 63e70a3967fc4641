//! Stage 3: may the headers leave with a request, and to which URL.

pub mod own_headers;
pub mod reason;
pub mod target;
pub mod url;
