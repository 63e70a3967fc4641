//! May the headers leave with a call of fetch. Module: page.

pub mod reason;
pub mod target;
