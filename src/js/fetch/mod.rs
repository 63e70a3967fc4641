//! May the headers leave with a call of fetch. Module: page.

pub mod own_headers;
pub mod reason;
pub mod target;
